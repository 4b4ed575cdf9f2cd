using System;
using System.Linq;
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
        using var meter = new StepMeter("ours", steps: 2);

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

    [Theory]
    [InlineData(new double[] { }, 0, 0)]
    [InlineData(new double[] { 9 }, 9, 0)]
    [InlineData(new double[] { 90, 3, 1, 2 }, 90, 2)]
    [InlineData(new double[] { 90, 4, 1, 3, 2 }, 90, 3)]
    public void FirstStep_StandsApartFromTheMedianOfTheOthers(double[] seconds, double first, double median)
    {
        using var meter = new StepMeter("measured", steps: 8);
        using var source = new System.Diagnostics.Metrics.Meter(AdamMetrics.MeterName);
        System.Diagnostics.Metrics.Histogram<double> duration = source.CreateHistogram<double>("adam.step.duration");

        foreach (double one in seconds)
        {
            duration.Record(one, new System.Collections.Generic.KeyValuePair<string, object?>("adam.optimizer", "measured"));
        }

        Assert.Equal((first, median, seconds.Sum()), (meter.FirstTime.TotalSeconds, meter.MedianTime.TotalSeconds, meter.Time.TotalSeconds));
    }

    [Fact]
    public void DisposedMeter_HearsNothing()
    {
        using DigitsOptimizer optimizer = Named("disposed");
        var meter = new StepMeter("disposed", steps: 1);
        meter.Dispose();

        optimizer.ApplyGradients((new[] { 1f }, new AdamVariable("weight", [1f])));

        Assert.Equal(0, meter.Steps);
    }

    private static DigitsOptimizer Named(string name) => new(new AdamOptions { Name = name, NonFiniteGradients = NonFiniteGradients.Skip });
}
