using System;
using Adam.Tests.Goldens;
using Adam.Tests.Reference;
using Xunit;

namespace Adam.Tests.Training;

/// <summary>What a step without a loss scale does with gradients that are not finite.</summary>
public sealed class NonFiniteGradientTests
{
    private readonly AdamVariable _first = new("first", TrainingSetup.Values(40, 1));
    private readonly AdamVariable _second = new("second", TrainingSetup.Values(40, 2));

    public static TheoryData<string> Clips => [.. Enum.GetNames<ReferenceClip>()];

    [Theory]
    [MemberData(nameof(Clips))]
    public void Default_LetsThemThrough(string clip)
    {
        using AdamOptimizer optimizer = Create(clip, null);
        Assert.Equal(NonFiniteGradients.LetThrough, optimizer.NonFiniteGradients);
        Take(optimizer, float.NaN);
        Assert.True(float.IsNaN(_second.Span[33]));
        Assert.Equal((1L, 0L), (optimizer.Iterations, optimizer.SkippedSteps));
    }

    [Theory]
    [MemberData(nameof(Clips))]
    public void Skip_TouchesNothingButTheCounter(string clip)
    {
        using AdamOptimizer optimizer = Create(clip, NonFiniteGradients.Skip);
        Take(optimizer, 1f);
        string before = TrainingSetup.Everything(optimizer, _first, _second);
        Take(optimizer, float.NegativeInfinity);
        Take(optimizer, float.NaN);
        Assert.Equal(before.Replace("True 1 ", "True 3 ", StringComparison.Ordinal), TrainingSetup.Everything(optimizer, _first, _second));
        Assert.Equal(2, optimizer.SkippedSteps);
        Take(optimizer, 1e30f);
        Assert.Equal((4L, 2L), (optimizer.Iterations, optimizer.SkippedSteps));
    }

    [Theory]
    [MemberData(nameof(Clips))]
    public void Throw_NamesTheElement_AndChangesNothing(string clip)
    {
        using AdamOptimizer optimizer = Create(clip, NonFiniteGradients.Throw);
        Take(optimizer, 1e30f);
        string before = TrainingSetup.Everything(optimizer, _first, _second);
        ArgumentException exception = Assert.Throws<ArgumentException>(() => Take(optimizer, float.NaN));
        Assert.Contains("The gradient of 'second' is NaN at element 33;", exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, TrainingSetup.Everything(optimizer, _first, _second));
        Assert.Equal(0, optimizer.SkippedSteps);
    }

    [Fact]
    public void Policy_IsCheckedWhenItIsSet()
    {
        using AdamOptimizer optimizer = TrainingSetup.Plain();
        Assert.Throws<ArgumentOutOfRangeException>(() => optimizer.NonFiniteGradients = (NonFiniteGradients)3);
        Assert.Equal(NonFiniteGradients.LetThrough, optimizer.NonFiniteGradients);
    }

    [Fact]
    public void FixedScale_LeavesItToThePolicy()
    {
        AdamOptimizer inner = Create(nameof(ReferenceClip.None), NonFiniteGradients.Skip);
        using var optimizer = LossScaleOptimizer.Fixed(inner, 8);
        float[] gradient = TrainingSetup.Values(40, 3);
        gradient[39] = float.NaN;
        optimizer.ApplyScaledGradients((gradient, _first));
        Assert.Equal((1L, 1L, 8f), (optimizer.Iterations, optimizer.SkippedSteps, optimizer.Scale));
        Assert.Equal(TrainingSetup.Values(40, 1), _first.Span.ToArray());
    }

    private static AdamOptimizer Create(string name, NonFiniteGradients? policy)
    {
        ReferenceClip clip = Enum.Parse<ReferenceClip>(name);
        StructureKey key = new(false, clip == ReferenceClip.None, clip == ReferenceClip.None, clip == ReferenceClip.None, clip, false);
        AdamOptimizer optimizer = TrainingSetup.Create(TrainingSetup.Config(key));
        if (policy is { } given)
        {
            optimizer.NonFiniteGradients = given;
        }

        return optimizer;
    }

    private void Take(AdamOptimizer optimizer, float element)
    {
        float[] gradient = TrainingSetup.Values(40, 4);
        gradient[33] = element;
        optimizer.ApplyGradients((TrainingSetup.Values(40, 3), _first), (gradient, _second));
    }
}
