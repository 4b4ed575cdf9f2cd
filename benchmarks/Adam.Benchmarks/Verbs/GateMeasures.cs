using System;
using System.Collections.Generic;
using System.Linq;
using Adam.Benchmarks.Data;
using Adam.Benchmarks.Fresh;
using Adam.Benchmarks.Kernels;
using Adam.Benchmarks.Measuring;
using Adam.Benchmarks.Optimizers;

namespace Adam.Benchmarks.Verbs;

/// <summary>The measurements behind the gates.</summary>
internal sealed class GateMeasures(Settings settings)
{
    private const string Other = "other";

    /// <summary>Elements that no cache holds; fewer where nobody will keep the numbers.</summary>
    internal long MemorySize => settings.Quick ? 4 << 20 : SizeSets.Memory;

    /// <summary>How many times as long as the emitted loop alone, on the same arrays, the baseline takes.</summary>
    internal double BaselineAgainstLoop(InstructionSet set, Kernel baseline, long size, bool allStages = false)
    {
        using var data = new StepData(size, PageOffsets.Apart, allStages);
        AdamOptions options = Degree.Of(1, set);
        IEmittedLoop loop = allStages ? new AllStagesAdam(options) : new PlainAdam(options);
        return Ratio(new KernelCompetitor(Other, baseline, data.Arrays), new LoopCompetitor(data.Arrays, loop));
    }

    /// <summary>How many times as long as the optimizer with this instruction set the baseline takes.</summary>
    internal double BaselineAgainstAdam(InstructionSet set, Kernel baseline, long size)
    {
        using var data = new StepData(size, PageOffsets.Apart, allStages: false);
        return Ratio(
            new KernelCompetitor(Other, baseline, data.Arrays),
            AdamCompetitor.Over(data, new PlainAdam(Degree.Of(1, set))));
    }

    /// <summary>The time of the traffic alone as a part of the optimizer's.</summary>
    internal double ShareOfLimit(Func<AdamOptimizer> create, Kernel limit, long size)
    {
        using var data = new StepData(size, PageOffsets.Apart, allStages: true);
        return Ratio(new KernelCompetitor(Other, limit, data.Arrays), AdamCompetitor.Over(data, create()));
    }

    /// <summary>The time of the plain step's traffic on two threads as a part of the optimizer's on two.</summary>
    internal double ShareOfPairLimit(long size)
    {
        using var data = new StepData(size, PageOffsets.Apart, allStages: false);
        return Ratio(new TwoThreads(Other, LimitKernels.Widest, data.Arrays), AdamCompetitor.Over(data, new PlainAdam(Degree.Of(2))));
    }

    /// <summary>The time of reading a gradient alone, in the same streams, as a part of that of its norm.</summary>
    internal double ReadingAgainstNorm(long size)
    {
        using var data = new StepData(size, PageOffsets.Apart, allStages: false);
        return Ratio(new KernelCompetitor(Other, ReadKernels.Widest, data.Arrays), new NormCompetitor(data.Arrays));
    }

    /// <summary>What a step that clips by the norm costs more than a plain step and a norm pass, as a part of both.</summary>
    internal double ClipNormSurcharge(long size)
    {
        using var data = new StepData(size, PageOffsets.Apart, allStages: false);
        List<Competitor> competitors =
            [AdamCompetitor.Over(data, new ClipNormAdam(Degree.One), Other), AdamCompetitor.Over(data, new PlainAdam(Degree.One)), new NormCompetitor(data.Arrays)];
        double ratio = settings.Sampler.Measure(competitors).RatioToSum(Other, AdamCompetitor.Adam, NormCompetitor.Norm);
        competitors.ForEach(competitor => competitor.Dispose());
        return ratio - 1;
    }

    /// <summary>How many times as long on one thread as on two a step takes.</summary>
    internal double OneThreadAgainstTwo(long size)
    {
        using var data = new StepData(size, PageOffsets.Apart, allStages: false);
        return Ratio(AdamCompetitor.Over(data, new PlainAdam(Degree.One), Other), AdamCompetitor.Over(data, new PlainAdam(Degree.Of(2))));
    }

    /// <summary>Milliseconds of constructing an optimizer and taking its first step; the median of processes.</summary>
    internal double FirstStep() => Measurements.Middle(Enumerable.Range(0, settings.Quick ? 3 : 15).Select(_ => FreshProcess.First()));

    /// <summary>Nanoseconds of a step with one tensor of 16 elements.</summary>
    internal double FixedCost()
    {
        using var data = new StepData(16, PageOffsets.Apart, allStages: false);
        using AdamCompetitor adam = AdamCompetitor.Over(data, new PlainAdam(Degree.One));
        return settings.Sampler.Measure([adam]).Median(AdamCompetitor.Adam);
    }

    /// <summary>Bytes that a step allocates on the collected heap after the first, the largest of all configurations.</summary>
    internal static double AllocatedBytes()
    {
        const int Steps = 1000;
        using var data = new StepData(BitCheck.Length, PageOffsets.Apart, allStages: false);
        double most = 0;
        foreach (AdamOptimizer optimizer in (AdamOptimizer[])[new PlainAdam(Degree.One), new AllStagesAdam(Degree.One), new ClipNormAdam(Degree.One), new GlobalClipNormAdam(Degree.One)])
        {
            // The first step is taken when the competitor is made.
            using AdamCompetitor adam = AdamCompetitor.Over(data, optimizer);
            long before = GC.GetAllocatedBytesForCurrentThread();
            adam.Run(Steps);
            most = Math.Max(most, (GC.GetAllocatedBytesForCurrentThread() - before) / (double)Steps);
        }

        return most;
    }

    private double Ratio(Competitor other, Competitor adam)
    {
        List<Competitor> competitors = [other, adam];
        double ratio = settings.Sampler.Measure(competitors).Ratio(Other, adam.Name);
        competitors.ForEach(competitor => competitor.Dispose());
        return ratio;
    }
}
