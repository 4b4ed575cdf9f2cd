using System;
using System.Collections.Generic;
using Xunit;

namespace Adam.Tests.Runtime;

/// <summary>Calls with wrong gradients or variables: before Build they leave the optimizer unbuilt, later every bit as it was (D6).</summary>
public sealed class GradientErrorTests
{
    private readonly AdamVariable _w = new("w", [1f, 2f, 3f, 4f, 5f, 6f], [2, 3]);
    private readonly AdamVariable _b = new("b", [7f]);

    public static TheoryData<bool> Built => [false, true];

    [Theory]
    [MemberData(nameof(Built))]
    public void AWrongLength(bool built) => Check<ArgumentException>(
        built,
        optimizer => optimizer.ApplyGradients((new float[1], _b), (new float[5], _w)),
        "The gradient of 'w' has 5 elements",
        "the variable 6",
        "give a gradient of the variable's shape");

    [Theory]
    [MemberData(nameof(Built))]
    public void AWrongShape(bool built) => Check<ArgumentException>(
        built,
        optimizer => optimizer.ApplyGradients((new float[1], _b), (new Gradient(new float[6], [3, 2]), _w)),
        "The gradient of 'w' has shape [3, 2]",
        "the variable [2, 3]",
        "give a gradient of the variable's shape");

    /// <summary>D16: nothing is broadcast.</summary>
    [Theory]
    [MemberData(nameof(Built))]
    public void AScalarForAVector(bool built) => Check<ArgumentException>(
        built,
        optimizer => optimizer.ApplyGradients((new Gradient(new float[1], []), _w)),
        "The gradient of 'w' has shape []",
        "the variable [2, 3]");

    [Theory]
    [MemberData(nameof(Built))]
    public void OneDimensionForAScalar_IsAnotherShape(bool built) => Check<ArgumentException>(
        built,
        optimizer => optimizer.ApplyGradients((new float[6], _w), (new Gradient(new float[1], [1, 1]), _b)),
        "The gradient of 'b' has shape [1, 1]",
        "the variable [1]");

    /// <summary>G11 is an error here (D9).</summary>
    [Theory]
    [InlineData(false, "give each variable once")]
    [InlineData(true, "add its gradients up and give it once")]
    public void TheSameVariableTwice(bool built, string fix) => Check<ArgumentException>(
        built,
        optimizer => optimizer.ApplyGradients((new[] { .5f }, _b), (new float[6], _w), (new[] { .5f }, _b)),
        "Variable 'b' stands in the ",
        "twice",
        fix);

    [Theory]
    [MemberData(nameof(Built))]
    public void TheSameVariableTwice_OnceMissing(bool built) => Check<ArgumentException>(
        built,
        optimizer => optimizer.ApplyGradients((Gradient.Missing, _b), (new float[6], _w), (new[] { .5f }, _b)),
        "Variable 'b' stands in the ",
        "twice");

    [Theory]
    [MemberData(nameof(Built))]
    public void AllGradientsMissing(bool built) => Check<ArgumentException>(
        built,
        optimizer => optimizer.ApplyGradients((Gradient.Missing, _b), (Gradient.Missing, _w)),
        "None of the 2 variables has a gradient",
        "give at least one, or do not call");

    [Theory]
    [MemberData(nameof(Built))]
    public void ANullVariable(bool built) => Check<ArgumentNullException>(
        built,
        optimizer => optimizer.ApplyGradients((new float[1], _b), (new float[6], null!)),
        "variable");

    [Theory]
    [MemberData(nameof(Built))]
    public void ANullScope(bool built) => Check<ArgumentNullException>(
        built,
        optimizer => optimizer.ApplyGradients([(new float[1], _b)], null!),
        "scope");

    [Theory]
    [MemberData(nameof(Built))]
    public void AThrowingCallback_RefusesTheStep(bool built) => Check<NotSupportedException>(
        built,
        optimizer =>
        {
            optimizer.OnMissingGradients = missing => throw new NotSupportedException(missing.ToString());
            optimizer.ApplyGradients((Gradient.Missing, _b), (new float[6], _w));
        },
        "No gradient for b");

    [Theory]
    [MemberData(nameof(Built))]
    public void AThrowingCallable_RefusesTheStep(bool built)
    {
        bool throws = false;
        using var optimizer = new FullAdam(new AdamOptions
        {
            LearningRate = (Func<double>)(() => .5),
            WeightDecay = (Func<double>)(() => throws ? throw new NotSupportedException("no decay today") : .5),
        });
        if (built)
        {
            optimizer.ApplyGradients((new float[1], _b), (new float[6], _w));
        }

        throws = true;
        Refusal.Of<NotSupportedException>(optimizer, [_w, _b], () => optimizer.ApplyGradients((new float[1], _b), (new float[6], _w)), "no decay today");
    }

    [Fact]
    public void AnUnknownVariable()
    {
        var stranger = new AdamVariable("b", [7f]);
        Check<ArgumentException>(
            built: true,
            optimizer => optimizer.ApplyGradients((new float[6], _w), (new[] { .5f }, stranger)),
            "Variable 'b' is not one of the 2 that this optimizer was built with",
            "build it with all variables, or make another optimizer");
        Assert.Equal(7f, stranger.Span[0]);
    }

    [Fact]
    public void StepErrors()
    {
        _w.Gradient = new float[5];
        _b.Gradient = new float[1];
        Check<ArgumentException>(built: true, optimizer => optimizer.Step(), "The gradient of 'w' has 5 elements", "the variable 6");
        _w.Gradient = default;
        _b.Gradient = default;
        Check<ArgumentException>(built: true, optimizer => optimizer.Step(), "None of the 2 variables has a gradient");
        Check<InvalidOperationException>(built: false, optimizer => optimizer.Step(), "no variables yet", "call Build");
    }

    /// <summary>After a refused first call the optimizer is built by the next good one.</summary>
    [Fact]
    public void ARefusedCall_CanBeCorrected()
    {
        using var optimizer = new PlainAdam();
        AdamVariable w = Inspection.Variable(1);
        Assert.Throws<ArgumentException>(() => optimizer.ApplyGradients((new float[2], w), (new[] { 1f }, _b)));
        Assert.Equal(1, optimizer.ApplyGradients((new[] { .5f }, w)));
        Assert.Throws<ArgumentException>(() => optimizer.ApplyGradients((new float[2], w)));
        Assert.Equal(["iteration", "Adam/m/w", "Adam/v/w"], optimizer.Names());
        Assert.Equal("3F7FBE77", FloatBits.Text(w.Span));
    }

    private void Check<TException>(bool built, Action<AdamOptimizer> call, params string[] parts)
        where TException : Exception
    {
        using var optimizer = new FullAdam();
        if (built)
        {
            optimizer.ApplyGradients((new[] { .5f }, _b), (new[] { 1f, 2, 3, -4, 5, 6 }, _w));
        }

        Refusal.Of<TException>(optimizer, [_w, _b], () => call(optimizer), parts);
        Assert.Equal(built, optimizer.IsBuilt);
    }
}
