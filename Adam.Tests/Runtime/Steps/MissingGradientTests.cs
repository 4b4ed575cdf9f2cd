using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace Adam.Tests.Runtime;

/// <summary>What is heard about missing gradients (S3.5, D10).</summary>
public sealed class MissingGradientTests
{
    private readonly AdamVariable _a = new("a", [1f]);
    private readonly AdamVariable _b = new("b", [1f]);
    private readonly AdamVariable _c = new("c", [1f]);

    [Fact]
    public void TheCallback_IsToldOnceACall_InTheOrderOfTheCall()
    {
        var heard = new List<(string Names, string Text, string Variable)>();
        using var optimizer = new PlainAdam(new AdamOptions
        {
            OnMissingGradients = missing => heard.Add((string.Join(' ', missing.Select(variable => variable.Name)), missing.ToString(), FloatBits.Text(_b.Span))),
        });
        optimizer.ApplyGradients((Gradient.Missing, _c), (new[] { .5f }, _b), (Gradient.Missing, _a));

        // Before anything changes: b is 1 still.
        Assert.Equal([("c a", "No gradient for c, a: left alone in this step.", "3F800000")], heard);
        Assert.Equal("3F7FBE77", FloatBits.Text(_b.Span));
        optimizer.ApplyGradients((new[] { .5f }, _a), (new[] { .5f }, _b), (new[] { .5f }, _c));
        Assert.Single(heard);
        _b.Gradient = new[] { .5f };
        optimizer.Step();
        Assert.Equal(2, heard.Count);
        Assert.Equal("c a", heard[1].Names);
    }

    [Fact]
    public void AVariableLeftOutOfTheCall_IsNotMissing()
    {
        using var optimizer = new PlainAdam();
        optimizer.Build(_a, _b);
        optimizer.OnMissingGradients = missing => Assert.Fail(missing.ToString());
        Assert.Equal(1, optimizer.ApplyGradients((new[] { .5f }, _b)));
        Assert.Equal("3F800000", FloatBits.Text(_a.Span));
    }

    [Fact]
    public void TheList_KnowsItsEnds()
    {
        using var optimizer = new PlainAdam();
        optimizer.OnMissingGradients = missing =>
        {
            MissingGradients copy = missing;
            Assert.Equal(2, copy.Count);
            Assert.Same(_a, copy[0]);
            Assert.Same(_c, copy[1]);
            Assert.Throws<ArgumentOutOfRangeException>(() => copy[2]);
            Assert.Throws<ArgumentOutOfRangeException>(() => copy[-1]);
        };
        Assert.Equal(1, optimizer.ApplyGradients((Gradient.Missing, _a), (new[] { .5f }, _b), (Gradient.Missing, _c)));
    }

    [Fact]
    public void NullAndDefault_AreMissing_AnEmptyArrayIsNot()
    {
        Assert.True(((Gradient)(float[]?)null).IsMissing);
        Assert.True(default(Gradient).IsMissing);
        Assert.False(((Gradient)Array.Empty<float>()).IsMissing);
        Assert.False(((Gradient)default(Memory<float>)).IsMissing);
    }
}
