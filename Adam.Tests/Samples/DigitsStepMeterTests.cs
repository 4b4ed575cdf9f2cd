using System;
using Digits;
using Xunit;

namespace Adam.Tests.Samples;

public sealed class DigitsStepMeterTests
{
    [Fact]
    public void Meter_CountsTheStepsOfItsOptimizerAlone()
    {
        using DigitsOptimizer ours = Named("ours"), other = Named("other");
        var weight = new AdamVariable("weight", [1f]);
        var another = new AdamVariable("weight", [1f]);
        using var meter = new StepMeter("ours");

        ours.ApplyGradients((new[] { 1f }, weight));
        ours.ApplyGradients((new[] { float.NaN }, weight));
        ours.ApplyGradients((new[] { 2f }, weight));
        other.ApplyGradients((new[] { 1f }, another));
        other.ApplyGradients((new[] { float.NaN }, another));
        TimeSpan time = meter.Time;

        Assert.Equal((2, 1), (meter.Steps, meter.SkippedSteps));
        Assert.True(time > TimeSpan.Zero);
        other.ApplyGradients((new[] { 1f }, another));
        Assert.Equal(time, meter.Time);
    }

    [Fact]
    public void DisposedMeter_HearsNothing()
    {
        using DigitsOptimizer optimizer = Named("disposed");
        var meter = new StepMeter("disposed");
        meter.Dispose();

        optimizer.ApplyGradients((new[] { 1f }, new AdamVariable("weight", [1f])));

        Assert.Equal(0, meter.Steps);
    }

    private static DigitsOptimizer Named(string name) => new(new AdamOptions { Name = name, NonFiniteGradients = NonFiniteGradients.Skip });
}
