using System;
using System.Linq;
using Adam.Tests.Reference;
using Xunit;

namespace Adam.Tests.Training;

/// <summary>The rules of S10 that no recorded trajectory shows.</summary>
public sealed class LossScaleTests
{
    private readonly AdamVariable _variable = new("w", [1f, 2f, 3f]);

    [Fact]
    public void Defaults_AreThoseOfTheOriginal()
    {
        using var optimizer = new LossScaleOptimizer(TrainingSetup.Plain());
        Assert.True(optimizer.IsDynamic);
        Assert.Equal(32768, optimizer.InitialScale);
        Assert.Equal(32768f, optimizer.Scale);
        Assert.Equal(2000, optimizer.DynamicGrowthSteps);
        Assert.Equal(1, optimizer.MinimumScale);
        Assert.Equal(0, optimizer.GrowthCounter);
    }

    [Fact]
    public void WrongArguments_AreRefused()
    {
        using AdamOptimizer inner = TrainingSetup.Plain();
        Assert.Throws<ArgumentNullException>(() => new LossScaleOptimizer(null!));
        Assert.Throws<ArgumentNullException>(() => LossScaleOptimizer.Fixed(null!, 8));
        foreach (double floor in new[] { 0, -1, double.NaN, double.PositiveInfinity, 1e-39 })
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => new LossScaleOptimizer(inner, minimumScale: floor));
        }

        // None of them has taken the optimizer over.
        using var taken = new LossScaleOptimizer(inner);
        Assert.Contains("behind a loss scale already", Assert.Throws<ArgumentException>(() => new LossScaleOptimizer(inner)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Halving_EndsAtTheMinimum()
    {
        using var optimizer = new LossScaleOptimizer(TrainingSetup.Plain(), initialScale: 1, minimumScale: 0.25);
        float[] scales = [.. Enumerable.Range(0, 4).Select(_ => Skip(optimizer))];
        Assert.Equal([0.5f, 0.25f, 0.25f, 0.25f], scales);
        Assert.Equal(4, optimizer.SkippedSteps);
        Assert.Equal(4, optimizer.Iterations);
    }

    [Fact]
    public void Doubling_StopsBeforeInfinity()
    {
        float largest = MathF.ScaleB(1, 127);
        using var optimizer = new LossScaleOptimizer(TrainingSetup.Plain(), initialScale: largest / 2, dynamicGrowthSteps: 2);
        (float, long?)[] states = [.. Enumerable.Range(0, 5).Select(_ =>
        {
            optimizer.ApplyGradients((new float[3], _variable));
            return (optimizer.Scale, optimizer.GrowthCounter);
        })];
        Assert.Equal([(largest / 2, 1), (largest, 0), (largest, 1), (largest, 0), (largest, 1)], states);
    }

    [Fact]
    public void SkippedStep_TouchesNothingButTheCounter()
    {
        int asked = 0, constrained = 0;
        AdamOptimizer inner = TrainingSetup.Averaged();
        inner.LearningRate = (Func<double>)(() => 0.1 / ++asked);
        _variable.Constraint = _ => constrained++;
        using var optimizer = new LossScaleOptimizer(inner, initialScale: 4);
        optimizer.ApplyGradients((new[] { 1f, -1f, 0.5f }, _variable));
        string before = TrainingSetup.Everything(inner, _variable);
        optimizer.ApplyGradients((new[] { 1f, float.PositiveInfinity, 0.5f }, _variable));
        Assert.Equal(before.Replace("True 1 ", "True 2 ", StringComparison.Ordinal), TrainingSetup.Everything(inner, _variable));
        Assert.Equal(1, constrained);
        Assert.Equal(2f, optimizer.Scale);
        Assert.Equal(1, optimizer.SkippedSteps);
    }

    [Fact]
    public void InfiniteGradients_AreSkippedNotClipped()
    {
        using var optimizer = new LossScaleOptimizer(TrainingSetup.Create(new ReferenceConfig { ClipValue = 1 }));
        optimizer.ApplyGradients((new[] { float.PositiveInfinity, 1f, 1f }, _variable));
        Assert.Equal([1f, 2f, 3f], _variable.Span.ToArray());
    }

    [Fact]
    public void SumsThatOverflow_AreNoReasonToSkip()
    {
        using var optimizer = new LossScaleOptimizer(TrainingSetup.Create(new ReferenceConfig { GlobalClipNorm = 1 }));
        optimizer.ApplyGradients((new[] { 1e30f, 1f, 1f }, _variable));
        Assert.Equal(0, optimizer.SkippedSteps);
        Assert.Equal(1, optimizer.GrowthCounter);
    }

    [Fact]
    public void WrongCalls_ChangeNeitherScaleNorState()
    {
        AdamOptimizer inner = TrainingSetup.Averaged();
        using var optimizer = new LossScaleOptimizer(inner, initialScale: 4, dynamicGrowthSteps: 1);
        optimizer.ApplyGradients((new[] { 1f, -1f, 0.5f }, _variable));
        string before = TrainingSetup.Everything(inner, _variable);
        var other = new AdamVariable("other", [1f]);
        Assert.Throws<ArgumentException>(() => optimizer.ApplyGradients());
        Assert.Throws<ArgumentException>(() => optimizer.ApplyScaledGradients());
        Assert.Throws<ArgumentException>(() => optimizer.ApplyGradients((new float[2], _variable)));
        Assert.Throws<ArgumentException>(() => optimizer.ApplyGradients((Gradient.Missing, _variable)));
        Assert.Throws<ArgumentException>(() => optimizer.ApplyScaledGradients((new float[1], other)));
        inner.Beta1 = (Func<double>)(() => throw new NotSupportedException());
        Assert.Throws<NotSupportedException>(() => optimizer.ApplyGradients((new[] { float.NaN, 1f, 1f }, _variable)));
        Assert.Equal(before, TrainingSetup.Everything(inner, _variable));
        Assert.Equal((8f, 0L, 0L), (optimizer.Scale, optimizer.GrowthCounter, optimizer.SkippedSteps));
    }

    [Fact]
    public void MissingGradients_StayMissing_AndScaledOnesStayAsTheyAre()
    {
        using var optimizer = new LossScaleOptimizer(TrainingSetup.Averaged(), initialScale: 4);
        var other = new AdamVariable("other", [5f]);
        float[] scaled = [4f, 8f, -4f];
        optimizer.ApplyScaledGradients((scaled, _variable), (Gradient.Missing, other));
        Assert.Equal([4f, 8f, -4f], scaled);
        Assert.Equal(5f, other.Span[0]);
        Assert.NotEqual(1f, _variable.Span[0]);
    }

    [Fact]
    public void OneBadGradient_SkipsTheStep_WhicheverVariableHasIt()
    {
        using var optimizer = new LossScaleOptimizer(TrainingSetup.Plain(), initialScale: 16);
        var other = new AdamVariable("other", [5f]);
        optimizer.ApplyScaledGradients((new[] { 1f, float.NaN, 1f }, _variable), (new[] { 1f }, other));
        optimizer.ApplyScaledGradients((new float[3], _variable), (new[] { float.NaN }, other));
        optimizer.ApplyGradients((new[] { 1f, 1f, float.NaN }, _variable), (new[] { 1f }, other));
        Assert.Equal((3L, 2f, 5f), (optimizer.SkippedSteps, optimizer.Scale, other.Span[0]));
    }

    [Fact]
    public void ScaledLoss_IsOneFlushedProduct()
    {
        using var optimizer = new LossScaleOptimizer(TrainingSetup.Plain(), initialScale: 0.1);
        Assert.Equal(3f * 0.1f, optimizer.GetScaledLoss(3f));
        Assert.Equal(3.0 * 0.1f, optimizer.GetScaledLoss(3.0));
        Assert.Equal(0f, optimizer.GetScaledLoss(float.MinValue / float.MaxValue * 1.2e-38f));
        Assert.Equal(0.0, optimizer.GetScaledLoss(3e-308));
    }

    [Fact]
    public void UnscaledGradients_GoInPlaceOrElsewhere()
    {
        using var optimizer = new LossScaleOptimizer(TrainingSetup.Plain(), initialScale: 3);
        float[] values = [3f, -1f, 7f], elsewhere = new float[3];
        optimizer.GetUnscaledGradients(values, elsewhere);
        optimizer.GetUnscaledGradients(values, values);
        Assert.Equal([3f * (1f / 3f), -1f * (1f / 3f), 7f * (1f / 3f)], elsewhere);
        Assert.Equal(elsewhere, values);
        Assert.Throws<ArgumentException>(() => optimizer.GetUnscaledGradients(values, new float[2]));
        Assert.Throws<ArgumentException>(() => optimizer.GetUnscaledGradients(values.AsSpan(0, 2), values.AsSpan(1, 2)));
    }

    [Fact]
    public void RestoredScale_GoesOnAsTheOtherDid()
    {
        using var first = new LossScaleOptimizer(TrainingSetup.Plain(), initialScale: 4, dynamicGrowthSteps: 3);
        first.ApplyGradients((new float[3], _variable));
        first.ApplyGradients((new float[3], _variable));
        using var second = new LossScaleOptimizer(TrainingSetup.Plain(), initialScale: 100, dynamicGrowthSteps: 3);
        second.SetState(new LossScaleState(first.Scale, first.GrowthCounter));
        second.ApplyGradients((new float[3], new AdamVariable("w", new float[3])));
        Assert.Equal((8f, 0L), (second.Scale, second.GrowthCounter));
        Assert.Throws<ArgumentException>(() => second.SetState(new LossScaleState(2, null)));
        Assert.Throws<ArgumentOutOfRangeException>(() => second.SetState(new LossScaleState(2, -1)));
        using var fixedScale = LossScaleOptimizer.Fixed(TrainingSetup.Plain(), 8);
        fixedScale.SetState(new LossScaleState(8, null));
        Assert.Throws<ArgumentException>(() => fixedScale.SetState(new LossScaleState(4, null)));
        Assert.Throws<ArgumentException>(() => fixedScale.SetState(new LossScaleState(8, 0)));
        Assert.Equal((8f, 0L), (second.Scale, second.GrowthCounter));
    }

    [Fact]
    public void Minimize_HandsOutTheScale_AndStepsWithUnscaledGradients()
    {
        using var optimizer = new LossScaleOptimizer(TrainingSetup.Plain(), initialScale: 4);
        using AdamOptimizer plain = TrainingSetup.Plain();
        var twin = new AdamVariable("w", [1f, 2f, 3f]);
        float[] gradient = [0.3f, -0.2f, 0.1f];
        double loss = optimizer.Minimize(
            scale =>
            {
                _variable.Gradient = gradient.Select(g => g * scale).ToArray();
                return 0.75;
            },
            [_variable],
            out StepReport report);
        plain.ApplyGradients((gradient, twin));
        Assert.Equal(0.75, loss);
        Assert.False(report.Skipped);
        Assert.Equal(MathF.Sqrt(0.3f * 0.3f + 0.2f * 0.2f + 0.1f * 0.1f), report.GradientNorm, 1e-6);
        TrainingSetup.AssertSame(plain, [twin], optimizer.Inner, [_variable], "with and without a scale of 4");
        _ = optimizer.Minimize(_ => { _variable.Gradient = new[] { 1f, float.NaN, 1f }; return double.NaN; }, [_variable], out report);
        Assert.True(report.Skipped);
        Assert.Equal((2L, 1L, 2f), (report.Step, optimizer.SkippedSteps, optimizer.Scale));
        _variable.Gradient = gradient;
        Assert.Equal(3, optimizer.StepScaled());
    }

    [Fact]
    public void DisposedOptimizer_RefusesEveryStep()
    {
        var optimizer = new LossScaleOptimizer(TrainingSetup.Plain());
        optimizer.ApplyScaledGradients((new float[3], _variable));
        optimizer.Dispose();
        optimizer.Dispose();
        bool ran = false;
        Assert.Throws<ObjectDisposedException>(() => optimizer.ApplyGradients((new float[3], _variable)));
        Assert.Throws<ObjectDisposedException>(() => optimizer.ApplyScaledGradients());
        Assert.Throws<ObjectDisposedException>(() => optimizer.StepScaled());
        Assert.Throws<ObjectDisposedException>(() => optimizer.Minimize(_ => { ran = true; return 0; }, _variable));
        Assert.False(ran);
    }

    private float Skip(LossScaleOptimizer optimizer)
    {
        optimizer.ApplyScaledGradients((new[] { 1f, float.NaN, 1f }, _variable));
        return optimizer.Scale;
    }
}
