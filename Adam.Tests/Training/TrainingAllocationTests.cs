using System;
using Adam.Tests.Reference;
using Xunit;

namespace Adam.Tests.Training;

/// <summary>Nothing is allocated after the first steps, on any way through this folder's subject.</summary>
public sealed class TrainingAllocationTests
{
    private readonly AdamVariable _first = new("first", TrainingSetup.Values(1000, 1));
    private readonly AdamVariable _second = new("second", TrainingSetup.Values(7, 2));
    private readonly float[] _firstGradient = TrainingSetup.Values(1000, 3);
    private readonly float[] _secondGradient = TrainingSetup.Values(7, 4);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ScaledSteps_RunAndSkipped(bool dynamic)
    {
        using LossScaleOptimizer optimizer = dynamic ? new(TrainingSetup.Averaged(), 4) : LossScaleOptimizer.Fixed(TrainingSetup.Averaged(), 4);
        int count = 0;
        Assert.Equal(0, TrainingSetup.Allocated(() =>
        {
            _secondGradient[3] = ++count % 2 == 0 ? float.NaN : 1f;
            optimizer.ApplyScaledGradients((_firstGradient, _first), (_secondGradient, _second));
            optimizer.ApplyGradients((_firstGradient, _first), (_secondGradient, _second));
        }));
        Assert.Equal(dynamic ? count / 2 * 2 : 0, optimizer.SkippedSteps);
    }

    [Fact]
    public void ScaledMinimize()
    {
        using var optimizer = new LossScaleOptimizer(TrainingSetup.Averaged());
        (_first.Gradient, _second.Gradient) = (_firstGradient, _secondGradient);
        Func<float, double> loss = scale => scale;
        Assert.Equal(0, TrainingSetup.Allocated(() => optimizer.Minimize(loss, _first, _second)));
    }

    [Fact]
    public void MicroSteps_AndTheirSteps()
    {
        using AdamOptimizer optimizer = TrainingSetup.Averaged();
        using var accumulator = new GradientAccumulator(optimizer, 3);
        int count = 0;
        Assert.Equal(0, TrainingSetup.Allocated(() =>
            accumulator.Accumulate((_firstGradient, _first), (++count % 3 == 0 ? Gradient.Missing : _secondGradient, _second))));
        Assert.Equal(count / 3, optimizer.Iterations);
    }

    [Theory]
    [InlineData(NonFiniteGradients.LetThrough)]
    [InlineData(NonFiniteGradients.Skip)]
    [InlineData(NonFiniteGradients.Throw)]
    public void ReportsAndPolicies(NonFiniteGradients policy)
    {
        using AdamOptimizer optimizer = TrainingSetup.Create(new ReferenceConfig { ClipValue = 0.5 });
        optimizer.NonFiniteGradients = policy;
        int clipped = 0;
        optimizer.OnStep = report => clipped += report.Clipped ? 1 : 0;
        (_first.Gradient, _second.Gradient) = (_firstGradient, _secondGradient);
        Func<double> loss = () => 1;
        Assert.Equal(0, TrainingSetup.Allocated(() =>
        {
            optimizer.Minimize(loss, [_first, _second], out _);
            optimizer.Step(out _);
            optimizer.ApplyGradients([(_firstGradient, _first), (_secondGradient, _second)], out _);
        }));
        Assert.Equal(optimizer.Iterations, clipped);
    }
}
