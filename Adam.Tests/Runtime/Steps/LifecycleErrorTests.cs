using System;
using System.Collections.Generic;
using Xunit;

namespace Adam.Tests.Runtime;

/// <summary>Calls at the wrong time: before Build, after it, after Dispose.</summary>
public sealed class LifecycleErrorTests
{
    private readonly AdamVariable _w = new("w", [1f, 2f]);

    public static TheoryData<string> AfterDispose => [.. Calls.Keys];

    private static Dictionary<string, Action<AdamOptimizer, AdamVariable>> Calls => new()
    {
        ["Build"] = (optimizer, w) => optimizer.Build(w),
        ["ApplyGradients"] = (optimizer, w) => optimizer.ApplyGradients((new float[2], w)),
        ["ApplyGradients of nothing"] = (optimizer, _) => optimizer.ApplyGradients(),
        ["ApplyGradients with a scope"] = (optimizer, w) => optimizer.ApplyGradients([(new float[2], w)], "scope"),
        ["Step"] = (optimizer, _) => optimizer.Step(),
        ["ExcludeFromWeightDecay"] = (optimizer, w) => optimizer.ExcludeFromWeightDecay([w]),
        ["FinalizeVariableValues"] = (optimizer, w) => optimizer.FinalizeVariableValues(w),
        ["GetWeights"] = (optimizer, _) => optimizer.GetWeights(),
        ["SetWeights"] = (optimizer, _) => optimizer.SetWeights([new long[1], new float[2], new float[2], new float[2]]),
        ["Iterations"] = (optimizer, _) => optimizer.Iterations = 1,
    };

    [Theory]
    [MemberData(nameof(AfterDispose))]
    public void ADisposedOptimizer_RefusesEveryCall(string call)
    {
        foreach (bool built in new[] { false, true })
        {
            var optimizer = new AverageAdam();
            if (built)
            {
                optimizer.ApplyGradients((new float[2], _w));
            }

            optimizer.Dispose();
            optimizer.Dispose();
            var exception = Assert.Throws<ObjectDisposedException>(() => Calls[call](optimizer, _w));
            Assert.Contains(nameof(AverageAdam), exception.Message, StringComparison.Ordinal);
            Assert.Equal("3F800000 40000000", FloatBits.Text(_w.Span));
            Assert.Equal(built ? 1 : 0, optimizer.Iterations);
        }
    }

    [Fact]
    public void ADisposedOptimizersVariables_CannotBeRead()
    {
        var optimizer = new PlainAdam();
        optimizer.Build(_w);
        IReadOnlyList<OptimizerVariable> variables = optimizer.Variables;
        optimizer.Dispose();
        Assert.All(variables, variable => Assert.Throws<ObjectDisposedException>(() => variable.CopyTo(new float[2])));
    }

    [Fact]
    public void Iterations_AfterBuild()
    {
        using var optimizer = new PlainAdam();
        optimizer.ApplyGradients((new float[2], _w));
        Refusal.Of<InvalidOperationException>(
            optimizer, [_w], () => optimizer.Iterations = 5, "`Iterations` is 1", "the optimizer is built", "set it before Build, or restore it with SetWeights");
    }

    [Fact]
    public void Iterations_Negative()
    {
        using var optimizer = new PlainAdam();
        Refusal.Of<ArgumentOutOfRangeException>(optimizer, [_w], () => optimizer.Iterations = -1, "`Iterations` is -1", "must not be negative");
    }

    [Fact]
    public void ExcludeFromWeightDecay_AfterBuild()
    {
        using var optimizer = new DecayAdam();
        optimizer.Build(_w);
        Refusal.Of<InvalidOperationException>(
            optimizer, [_w], () => optimizer.ExcludeFromWeightDecay(names: ["w"]), "The optimizer is built", "before Build");
        optimizer.ApplyGradients((new float[2], _w));
        Assert.NotEqual(1, _w.Span[0]);
    }

    [Theory]
    [InlineData("(", "The pattern '(' is not a .NET regular expression")]
    [InlineData(null, "The pattern null is not a .NET regular expression")]
    public void ExcludeFromWeightDecay_ABadPattern(string? pattern, string fact)
    {
        using var optimizer = new DecayAdam();
        optimizer.ExcludeFromWeightDecay(names: ["w"]);
        Refusal.Of<ArgumentException>(
            optimizer, [_w], () => optimizer.ExcludeFromWeightDecay([], ["other", pattern!]), fact, "escape the characters that are meant literally");

        // The lists of the call before are still the ones that count.
        optimizer.ApplyGradients((new float[2], _w));
        Assert.Equal("3F800000 40000000", FloatBits.Text(_w.Span));
    }

    [Fact]
    public void ExcludeFromWeightDecay_ANullVariable()
    {
        using var optimizer = new DecayAdam();
        Refusal.Of<ArgumentException>(optimizer, [_w], () => optimizer.ExcludeFromWeightDecay([_w, null!]), "A variable in the list is null");
    }

    [Fact]
    public void Build_WithWrongVariables()
    {
        using var optimizer = new PlainAdam();
        Refusal.Of<ArgumentException>(optimizer, [_w], () => optimizer.Build(_w, new AdamVariable("x", [1f]), _w), "Variable 'w' stands in the list twice", "give each variable once");
        Refusal.Of<ArgumentNullException>(optimizer, [_w], () => optimizer.Build(_w, null!), "variables");
        Assert.False(optimizer.IsBuilt);
    }

    [Fact]
    public void Finalize_BeforeBuild()
    {
        using var optimizer = new AverageAdam();
        Refusal.Of<InvalidOperationException>(optimizer, [_w], () => optimizer.FinalizeVariableValues(_w), "no averages yet", "take a step or call Build first");
    }

    [Fact]
    public void Finalize_WithAnUnknownVariable_ChangesNone()
    {
        using var optimizer = new AverageAdam();
        optimizer.ApplyGradients((new[] { 1f, 1f }, _w));
        var stranger = new AdamVariable("stranger", [1f]);
        Refusal.Of<ArgumentException>(
            optimizer, [_w, stranger], () => optimizer.FinalizeVariableValues(_w, stranger), "'stranger' is not one of the 1", "build it with all variables");
        Refusal.Of<ArgumentNullException>(optimizer, [_w], () => optimizer.FinalizeVariableValues(_w, null!), "variable");
    }

    /// <summary>A number that is set and never used would be lost without a word.</summary>
    [Fact]
    public void NumbersCannotBeSet_AfterDispose()
    {
        var optimizer = new FullAdam();
        optimizer.Dispose();
        Assert.Throws<ObjectDisposedException>(() => optimizer.LearningRate = 0.5);
        Assert.Throws<ObjectDisposedException>(() => optimizer.WeightDecay = 0.5);
        Assert.Throws<ObjectDisposedException>(() => optimizer.GlobalClipNorm = 0.5);
        Assert.Throws<ObjectDisposedException>(() => optimizer.EmaOverwriteFrequency = 5);
        Assert.Equal(0.0010000000474974513, optimizer.LearningRate.Value);
    }
}
