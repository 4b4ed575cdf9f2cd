using System.Collections.Generic;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Adam;

/// <summary>
/// The instruments that optimizers report to, for listeners of <see cref="System.Diagnostics.Metrics"/>. Each value has the tag
/// <c>adam.optimizer</c>, the optimizer's name. Without a listener a step asks only whether there is one.
/// </summary>
/// <remarks>
/// <list type="table">
/// <item><term><c>adam.steps</c></term><description>counter of steps that ran</description></item>
/// <item><term><c>adam.steps.skipped</c></term><description>counter of steps skipped because a gradient was not finite</description></item>
/// <item><term><c>adam.gradient.norm</c></term><description>histogram of <see cref="StepReport.GradientNorm"/>; costs one more read of the gradients</description></item>
/// <item><term><c>adam.learning_rate</c></term><description>gauge of the rate used</description></item>
/// <item><term><c>adam.step.duration</c></term><description>histogram in seconds, from the checked call to the counted step, callbacks excluded</description></item>
/// </list>
/// Thread-safe.
/// </remarks>
public static class AdamMetrics
{
    /// <summary>The name of the meter.</summary>
    public const string MeterName = "Adam";

    private const string NameTag = "adam.optimizer";

    private static readonly Meter Meter = new(MeterName);
    private static readonly Counter<long> Steps = Meter.CreateCounter<long>("adam.steps", "{step}", "Steps that ran.");
    private static readonly Counter<long> SkippedSteps = Meter.CreateCounter<long>("adam.steps.skipped", "{step}", "Steps skipped because a gradient was not finite.");
    private static readonly Histogram<double> GradientNorm = Meter.CreateHistogram<double>("adam.gradient.norm", null, "Norm of all gradients of a step, before clipping.");
    private static readonly Gauge<double> LearningRate = Meter.CreateGauge<double>("adam.learning_rate", null, "The rate that a step used.");
    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>("adam.step.duration", "s", "Time of a step.");

    internal static bool WantsNorm => GradientNorm.Enabled;

    /// <summary>The time, where somebody wants to know durations; else 0.</summary>
    internal static long Start() => Duration.Enabled ? Stopwatch.GetTimestamp() : 0;

    /// <summary>A step ran. The single tag makes no array. Without a norm it was not taken.</summary>
    internal static void Ran(string name, double rate, float? norm, long start)
    {
        if (Steps.Enabled)
        {
            Steps.Add(1, Tag(name));
        }

        if (norm is float taken && GradientNorm.Enabled)
        {
            GradientNorm.Record(taken, Tag(name));
        }

        if (LearningRate.Enabled)
        {
            LearningRate.Record(rate, Tag(name));
        }

        // A listener that came during the step starts with the next one.
        if (Duration.Enabled && start != 0)
        {
            Duration.Record(Stopwatch.GetElapsedTime(start).TotalSeconds, Tag(name));
        }
    }

    internal static void Skipped(string name)
    {
        if (SkippedSteps.Enabled)
        {
            SkippedSteps.Add(1, Tag(name));
        }
    }

    private static KeyValuePair<string, object?> Tag(string name) => new(NameTag, name);
}
