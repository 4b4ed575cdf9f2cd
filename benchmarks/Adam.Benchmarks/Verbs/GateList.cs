using System;
using System.Collections.Generic;
using Adam.Benchmarks.Fresh;
using Adam.Benchmarks.Kernels;
using Adam.Benchmarks.Optimizers;

namespace Adam.Benchmarks.Verbs;

/// <summary>The table of goals.</summary>
internal static class GateList
{
    /// <summary>All rows, in the order of docs/performance.md.</summary>
    internal static IReadOnlyList<Gate> Create(Settings settings)
    {
        var measures = new GateMeasures(settings);
        return [.. Loops(measures), .. Limits(measures), .. Surroundings(settings, measures), .. Regimes(settings), .. Calls(measures), .. FreshProcesses(measures)];
    }

    private static IEnumerable<Gate> Loops(GateMeasures measures) =>
    [
        Higher("L1, AVX-512, best order 512 / Adam's loop", GateUnit.Ratio, 1.35, 1.15,
            () => measures.BaselineAgainstLoop(InstructionSet.Avx512, BestOrder512.Plain, SizeSets.Level1), Without(InstructionSet.Avx512)),
        Higher("L1, AVX2, best order 256 / Adam's loop", GateUnit.Ratio, 1, 0.9,
            () => measures.BaselineAgainstLoop(InstructionSet.Avx2, BestOrder256.Plain, SizeSets.Level1), Without(InstructionSet.Avx2)),
        Higher("L1, AVX-512, all stages, best order 512 / Adam's loop", GateUnit.Ratio, 1.1, 0.95,
            () => measures.BaselineAgainstLoop(InstructionSet.Avx512, BestOrder512.All, SizeSets.Level1, allStages: true), Without(InstructionSet.Avx512)),
        Higher("L1, AVX2, all stages, best order 256 / Adam's loop", GateUnit.Ratio, 0.95, 0.85,
            () => measures.BaselineAgainstLoop(InstructionSet.Avx2, BestOrder256.All, SizeSets.Level1, allStages: true), Without(InstructionSet.Avx2)),
        Higher("L1, whole step call, best order 512 / Adam", GateUnit.Ratio, 1.2, 1.05,
            () => measures.BaselineAgainstAdam(InstructionSet.Avx512, BestOrder512.Plain, SizeSets.Level1), Without(InstructionSet.Avx512)),
    ];

    private static IEnumerable<Gate> Limits(GateMeasures measures) =>
    [
        Higher("L2, share of the 28-byte limit", GateUnit.Percent, 0.85, 0.7,
            () => measures.ShareOfLimit(() => new PlainAdam(Degree.One), LimitKernels.Widest, SizeSets.Level2)),
        Higher("DRAM, share of the 28-byte limit, 1 thread", GateUnit.Percent, 0.99, 0.95,
            () => measures.ShareOfLimit(() => new PlainAdam(Degree.One), LimitKernels.Widest, measures.MemorySize)),
        Higher("DRAM, share of the 28-byte limit, 2 threads", GateUnit.Percent, 0.99, 0.95,
            () => measures.ShareOfPairLimit(measures.MemorySize), WithoutTwo),
        Higher("DRAM, amsgrad, share of the 36-byte limit", GateUnit.Percent, 0.98, 0.93,
            () => measures.ShareOfLimit(() => new AmsgradAdam(Degree.One), LimitKernels.Amsgrad, measures.MemorySize)),
        Higher("DRAM, EMA, share of the 36-byte limit", GateUnit.Percent, 0.98, 0.93,
            () => measures.ShareOfLimit(() => new EmaAdam(Degree.One), LimitKernels.Ema, measures.MemorySize)),
        Higher("DRAM, all stages, share of the 44-byte limit", GateUnit.Percent, 0.98, 0.93,
            () => measures.ShareOfLimit(() => new AllStagesAdam(Degree.One), LimitKernels.All, measures.MemorySize)),
    ];

    private static IEnumerable<Gate> Surroundings(Settings settings, GateMeasures measures) =>
    [
        Lower("page offsets, worst / best, L1", GateUnit.Ratio, 1.1, 1.2, () => OffsetsVerb.WorstAgainstBest(settings, SizeSets.Level1)),
        Lower("page offsets, worst / best, L2", GateUnit.Ratio, 1.1, 1.2, () => OffsetsVerb.WorstAgainstBest(settings, SizeSets.Level2)),
        Lower("10,000 small tensors, whole step / one flat loop", GateUnit.Ratio, 1.06, 1.15, () => ManyVerb.AgainstFlatLoop(settings, 10_000)),
        Higher("norm, DRAM, reading the same / norm pass", GateUnit.Percent, 0.97, 0.92, () => measures.ReadingAgainstNorm(measures.MemorySize)),
        Higher("norm, L2, reading the same / norm pass", GateUnit.Percent, 0.75, 0.6, () => measures.ReadingAgainstNorm(SizeSets.Level2)),
        Lower("clipnorm over plain plus a norm pass, L2", GateUnit.Percent, 0.12, 0.2, () => measures.ClipNormSurcharge(SizeSets.Level2)),
    ];

    private static IEnumerable<Gate> Regimes(Settings settings) =>
    [
        Lower("decayed state / normal, L1", GateUnit.Ratio, 1.3, 1.6,
            () => RegimesVerbs.AgainstNormal(settings, SizeSets.Level1, size => Regime.Decayed(size, RegimesVerbs.ThousandsOfSteps))),
        Lower("all-zero rows / normal, L1", GateUnit.Ratio, 0.4, 0.7, () => RegimesVerbs.AgainstNormal(settings, SizeSets.Level1, Regime.ZeroRows)),
        Lower("10 % zero lanes / none, L1", GateUnit.Ratio, 1.2, 1.45, () => RegimesVerbs.AgainstNormal(settings, SizeSets.Level1, Regime.ScatteredZeros)),
        Lower("10 % tiny lanes / none, L1", GateUnit.Ratio, 2, 2.5, () => RegimesVerbs.AgainstNormal(settings, SizeSets.Level1, Regime.ScatteredTiny)),
    ];

    private static IEnumerable<Gate> Calls(GateMeasures measures) =>
    [
        Higher("two threads, 16 Ki elements, one / two", GateUnit.Ratio, 1.3, 1, () => measures.OneThreadAgainstTwo(16 << 10), WithoutTwo),
        Higher("two threads, 64 Ki elements, one / two", GateUnit.Ratio, 1.8, 1.6, () => measures.OneThreadAgainstTwo(64 << 10), WithoutTwo),
        Lower("fixed cost of a step call, 16 elements", GateUnit.Nanoseconds, 90, 150, measures.FixedCost),
        Lower("bytes allocated by a step after the first", GateUnit.Bytes, 0, 0, GateMeasures.AllocatedBytes),
    ];

    private static IEnumerable<Gate> FreshProcesses(GateMeasures measures)
    {
        yield return Lower("fresh process, construct and first step", GateUnit.Milliseconds, 40, 60, measures.FirstStep);
        yield return Lower("ahead of time, start and first step over an empty program", GateUnit.Milliseconds, 1, 2,
            AheadOfTimePrograms.Difference, AheadOfTimePrograms.Obstacle);
        InstructionSet[] sets = InstructionSets.IsSupported(InstructionSet.AdvSimd)
            ? [InstructionSet.AdvSimd]
            : [InstructionSet.Avx512, InstructionSet.Avx2, InstructionSet.Vector128];
        foreach (InstructionSet set in sets)
        {
            foreach (FreshCase what in Enum.GetValues<FreshCase>())
            {
                yield return Lower($"fresh process, steps 2 to 1,000 / its best, {set}, {what}", GateUnit.Ratio, 1.05, 1.2,
                    () => FreshProcess.EarlySteps(set, what), Without(set));
            }
        }
    }

    private static string? WithoutTwo => Environment.ProcessorCount > 1 ? null : "one processor here";

    private static string? Without(InstructionSet set) => InstructionSets.IsSupported(set) ? null : $"no {set} here";

    private static Gate Higher(string name, GateUnit unit, double goal, double bound, Func<double> measure, string? obstacle = null) =>
        new(name, unit, goal, bound, HigherIsBetter: true, measure, obstacle);

    private static Gate Lower(string name, GateUnit unit, double goal, double bound, Func<double> measure, string? obstacle = null) =>
        new(name, unit, goal, bound, HigherIsBetter: false, measure, obstacle);
}
