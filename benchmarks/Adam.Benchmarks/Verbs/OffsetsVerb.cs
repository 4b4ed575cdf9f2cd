using System.Collections.Generic;
using System.Linq;
using Adam.Benchmarks.Data;
using Adam.Benchmarks.Kernels;
using Adam.Benchmarks.Measuring;
using Adam.Benchmarks.Optimizers;
using Adam.Benchmarks.Reporting;

namespace Adam.Benchmarks.Verbs;

/// <summary>
/// What the arrays' offsets in their pages cost. A user places variable and gradient; the optimizer places its own state, so
/// for it only those two are moved.
/// </summary>
internal static class OffsetsVerb
{
    private static readonly int[] s_aligned = [0, 64, 1024, 2048, 3072];

    // Where an array of .NET begins: aligned to 8 bytes and no more.
    private static readonly (int P, int G)[] s_unaligned = [(16, 16), (16, 1040), (24, 2072)];

    private static readonly (string Name, PageOffsets Offsets)[] s_placements =
    [
        ("apart", PageOffsets.Apart),
        ("all equal", PageOffsets.Equal),
        ("64 bytes apart", new PageOffsets(0, 64, 128, 192, 256, 320)),
        ("4 bytes apart", new PageOffsets(0, 4, 8, 12, 16, 20)),
        ("moments equal", new PageOffsets(0, 1024, 2048, 2048, 2048, 2048)),
    ];

    internal static int Run(Settings settings)
    {
        var report = new Report(settings.Output, "offsets", settings.Quick);
        IReadOnlyList<long> sizes = settings.Sizes([SizeSets.Level1, SizeSets.Level2, SizeSets.Level3], [SizeSets.Level1]);
        foreach (long size in sizes)
        {
            Report.Progress($"{Units.Count(size)} elements");
            Kernels(settings, report, size);
            Optimizer(settings, report, size);
        }

        return 0;
    }

    /// <summary>The slowest of the aligned placements against the fastest.</summary>
    internal static double WorstAgainstBest(Settings settings, long size)
    {
        double worst = 0;
        Measure(settings, size, Aligned(), (result, names) => worst = Worst(result, names));
        return worst;
    }

    private static double Worst(Measurements result, string[] names)
    {
        string best = names.MinBy(result.Median)!;
        return names.Max(name => result.Ratio(name, best));
    }

    private static void Optimizer(Settings settings, Report report, long size)
    {
        var table = new Table($"Adam by placement, {Units.Count(size)} elements", "variable, gradient at byte", "ns/element", "against (0, 0)");
        (int P, int G)[] all = [.. Aligned(), .. s_unaligned];
        Measure(settings, size, all, (result, names) =>
        {
            foreach (string name in names)
            {
                table.Add(name, Units.Number(result.MedianPerElement(name)), Units.Ratio(result.Ratio(name, names[0])));
            }

            int aligned = all.Length - s_unaligned.Length;
            table.Add("worst / best, on cache lines", string.Empty, Units.Ratio(Worst(result, names[..aligned])));
            table.Add("worst / best, with .NET arrays", string.Empty, Units.Ratio(Worst(result, names)));
        });
        report.Publish(table, $"offsets-adam-{size}");
    }

    private static (int P, int G)[] Aligned() => [.. from p in s_aligned from g in s_aligned select (p, g)];

    private static void Measure(Settings settings, long size, (int P, int G)[] offsets, System.Action<Measurements, string[]> use)
    {
        StepData[] data = [.. offsets.Select(offset => new StepData(size, PageOffsets.Apart with { P = offset.P, G = offset.G }, allStages: false))];
        List<Competitor> competitors =
            [.. data.Select((arrays, i) => AdamCompetitor.Over(arrays, new PlainAdam(Degree.One), $"{offsets[i].P}, {offsets[i].G}"))];
        use(settings.Sampler.Measure(competitors), [.. competitors.Select(competitor => competitor.Name)]);
        competitors.ForEach(competitor => competitor.Dispose());
        foreach (StepData arrays in data)
        {
            arrays.Dispose();
        }
    }

    private static void Kernels(Settings settings, Report report, long size)
    {
        IReadOnlyList<Baseline> baselines = [.. KernelCatalog.Create(native: null).Where(baseline => baseline.Name != "TensorPrimitives")];
        var table = new Table(
            $"baselines by placement, {Units.Count(size)} elements, ns per element", ["placement", .. baselines.Select(baseline => baseline.Name)]);
        foreach ((string name, PageOffsets offsets) in s_placements)
        {
            using var data = new StepData(size, offsets, allStages: false);
            List<Competitor> competitors = [.. baselines.Select(baseline => new KernelCompetitor(baseline.Name, baseline.Plain, data.Arrays))];
            Measurements result = settings.Sampler.Measure(competitors);
            table.Add([name, .. baselines.Select(baseline => Units.Number(result.MedianPerElement(baseline.Name)))]);
        }

        report.Publish(table, $"offsets-baselines-{size}");
    }
}
