using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using System.Threading;

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

    private static int s_prepared;

    /// <summary>
    /// Makes the instruments on another thread, once: the first meter of a process sets up event tracing, which takes as long as all else of a first step.
    /// Who needs them before they are there waits for them.
    /// </summary>
    internal static void Prepare()
    {
        // Compiled ahead of time it takes no time.
        if (RuntimeFeature.IsDynamicCodeCompiled && Interlocked.Exchange(ref s_prepared, 1) == 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static _ => Make(), null);
        }
    }

    private static void Make()
    {
        try
        {
            _ = Start();
        }
#pragma warning disable CA1031 // Do not catch general exception types: a listener's own, which the first step throws again; here it would end the process.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }

    internal static bool WantsNorm => Instruments.GradientNorm.Enabled;

    /// <summary>The time, where somebody wants to know durations; else 0.</summary>
    internal static long Start() => Instruments.Duration.Enabled ? Stopwatch.GetTimestamp() : 0;

    /// <summary>A step ran. The single tag makes no array. Without a norm it was not taken.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Ran(string name, double rate, float? norm, long start)
    {
        if (Instruments.Steps.Enabled)
        {
            Instruments.Steps.Add(1, Tag(name));
        }

        if (norm is float taken && Instruments.GradientNorm.Enabled)
        {
            Instruments.GradientNorm.Record(taken, Tag(name));
        }

        if (Instruments.LearningRate.Enabled)
        {
            Instruments.LearningRate.Record(rate, Tag(name));
        }

        // A listener that came during the step starts with the next one.
        if (Instruments.Duration.Enabled && start != 0)
        {
            Instruments.Duration.Record(Stopwatch.GetElapsedTime(start).TotalSeconds, Tag(name));
        }
    }

    internal static void Skipped(string name)
    {
        if (Instruments.SkippedSteps.Enabled)
        {
            Instruments.SkippedSteps.Add(1, Tag(name));
        }
    }

    private static KeyValuePair<string, object?> Tag(string name) => new(NameTag, name);

    /// <summary>Apart, so that they are made when somebody asks for one and not before.</summary>
    private static class Instruments
    {
        private static readonly Meter Meter = new(MeterName);
        public static readonly Counter<long> Steps = Meter.CreateCounter<long>("adam.steps", "{step}", "Steps that ran.");
        public static readonly Counter<long> SkippedSteps = Meter.CreateCounter<long>("adam.steps.skipped", "{step}", "Steps skipped because a gradient was not finite.");
        public static readonly Histogram<double> GradientNorm = Meter.CreateHistogram<double>("adam.gradient.norm", null, "Norm of all gradients of a step, before clipping.");
        public static readonly Gauge<double> LearningRate = Meter.CreateGauge<double>("adam.learning_rate", null, "The rate that a step used.");
        public static readonly Histogram<double> Duration = Meter.CreateHistogram<double>("adam.step.duration", "s", "Time of a step.");
    }
}
