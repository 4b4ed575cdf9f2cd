using System;
using System.Collections.Generic;
using Adam.Benchmarks.Kernels;
using Adam.Benchmarks.Optimizers;

namespace Adam.Benchmarks.Verbs;

/// <summary>The table of goals.</summary>
internal static class GateList
{
    private const string NoAvx512 = "no AVX-512 here", NoAvx2 = "no AVX2 here";

    /// <summary>All rows, in the order of docs/performance.md.</summary>
    internal static IReadOnlyList<Gate> Create(Settings settings)
    {
        var measures = new GateMeasures(settings);
        long memory = measures.MemorySize;
        return
        [
            Higher("L1, AVX-512, best order 512 / Adam's loop", GateUnit.Ratio, 1.35, 1.15,
                () => measures.BaselineAgainstLoop(InstructionSet.Avx512, BestOrder512.Plain, SizeSets.Level1),
                InstructionSets.IsSupported(InstructionSet.Avx512) ? null : NoAvx512),
            Higher("L1, AVX2, best order 256 / Adam's loop", GateUnit.Ratio, 0.97, 0.85,
                () => measures.BaselineAgainstLoop(InstructionSet.Avx2, BestOrder256.Plain, SizeSets.Level1),
                InstructionSets.IsSupported(InstructionSet.Avx2) ? null : NoAvx2),
            Higher("L1, whole step call, best order 512 / Adam", GateUnit.Ratio, 1.15, 1,
                () => measures.BaselineAgainstAdam(InstructionSet.Avx512, BestOrder512.Plain, SizeSets.Level1),
                InstructionSets.IsSupported(InstructionSet.Avx512) ? null : NoAvx512),
            Higher("L2, share of the 28-byte limit", GateUnit.Percent, 0.80, 0.70,
                () => measures.ShareOfLimit(() => new PlainAdam(Degree.One), LimitKernels.Widest, SizeSets.Level2)),
            Higher("DRAM, share of the 28-byte limit, 1 thread", GateUnit.Percent, 0.97, 0.93,
                () => measures.ShareOfLimit(() => new PlainAdam(Degree.One), LimitKernels.Widest, memory)),
            Higher("DRAM, share of the 28-byte limit, 2 threads", GateUnit.Percent, 0.97, 0.93,
                () => measures.ShareOfPairLimit(memory),
                Environment.ProcessorCount > 1 ? null : "one processor here"),
            Higher("DRAM, amsgrad, share of the 36-byte limit", GateUnit.Percent, 0.95, 0.90,
                () => measures.ShareOfLimit(() => new AmsgradAdam(Degree.One), LimitKernels.Amsgrad, memory)),
            Higher("DRAM, EMA, share of the 36-byte limit", GateUnit.Percent, 0.95, 0.90,
                () => measures.ShareOfLimit(() => new EmaAdam(Degree.One), LimitKernels.Ema, memory)),
            Higher("DRAM, all stages, share of the 44-byte limit", GateUnit.Percent, 0.95, 0.90,
                () => measures.ShareOfLimit(() => new AllStagesAdam(Degree.One), LimitKernels.All, memory)),
            Lower("page offsets, worst / best, L1", GateUnit.Ratio, 1.2, 1.3, () => OffsetsVerb.WorstAgainstBest(settings, SizeSets.Level1)),
            Lower("page offsets, worst / best, L2", GateUnit.Ratio, 1.2, 1.3, () => OffsetsVerb.WorstAgainstBest(settings, SizeSets.Level2)),
            Lower("overhead per small tensor over one flat call", GateUnit.Nanoseconds, 15, 25, () => ManyVerb.OverheadPerTensor(settings, 10_000)),
            Lower("global_clipnorm over plain, L2", GateUnit.Percent, 0.12, 0.18,
                () => measures.Surcharge(() => new GlobalClipNormAdam(Degree.One), SizeSets.Level2)),
            Lower("global_clipnorm over plain, DRAM", GateUnit.Percent, 0.18, 0.25, () => measures.Surcharge(() => new GlobalClipNormAdam(Degree.One), memory)),
            Lower("clipnorm over plain, L2", GateUnit.Percent, 0.40, 0.60, () => measures.Surcharge(() => new ClipNormAdam(Degree.One), SizeSets.Level2)),
            Lower("clipnorm over plain, DRAM", GateUnit.Percent, 0.18, 0.25, () => measures.Surcharge(() => new ClipNormAdam(Degree.One), memory)),
            Lower("decayed state / normal, L1", GateUnit.Ratio, 1.5, 2.5,
                () => RegimesVerbs.AgainstNormal(settings, SizeSets.Level1, size => Regime.Decayed(size, RegimesVerbs.ThousandsOfSteps))),
            Lower("all-zero rows / normal, L1", GateUnit.Ratio, 0.7, 1.0, () => RegimesVerbs.AgainstNormal(settings, SizeSets.Level1, Regime.ZeroRows)),
            Lower("10 % zero lanes / none, L1", GateUnit.Ratio, 1.2, 1.6, () => RegimesVerbs.AgainstNormal(settings, SizeSets.Level1, Regime.ScatteredZeros)),
            Lower("10 % tiny lanes / none, L1", GateUnit.Ratio, 2.5, 4, () => RegimesVerbs.AgainstNormal(settings, SizeSets.Level1, Regime.ScatteredTiny)),
            Lower("fixed cost of a step call, 16 elements", GateUnit.Nanoseconds, 100, 300, measures.FixedCost),
            Lower("bytes allocated by a step after the first", GateUnit.Bytes, 0, 0, GateMeasures.AllocatedBytes),
        ];
    }

    private static Gate Higher(string name, GateUnit unit, double goal, double bound, Func<double>? measure, string? obstacle = null) =>
        new(name, unit, goal, bound, HigherIsBetter: true, measure, obstacle);

    private static Gate Lower(string name, GateUnit unit, double goal, double bound, Func<double> measure) =>
        new(name, unit, goal, bound, HigherIsBetter: false, measure);
}
