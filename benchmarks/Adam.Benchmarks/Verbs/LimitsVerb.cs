using System.Collections.Generic;
using Adam.Benchmarks.Data;
using Adam.Benchmarks.Kernels;
using Adam.Benchmarks.Measuring;
using Adam.Benchmarks.Reporting;

namespace Adam.Benchmarks.Verbs;

/// <summary>What this machine allows at best: the traffic of a step with next to no arithmetic, on one and two threads.</summary>
internal static class LimitsVerb
{
    /// <summary>A kernel and what one element of it moves.</summary>
    private static readonly (string Name, Kernel Kernel, int Bytes)[] s_traffic =
    [
        ("plain", LimitKernels.Plain, 28),
        ("plain, widest vectors", LimitKernels.Widest, 28),
        ("amsgrad", LimitKernels.Amsgrad, 36),
        ("EMA", LimitKernels.Ema, 36),
        ("amsgrad and EMA", LimitKernels.All, 44),
    ];

    internal static int Run(Settings settings)
    {
        var report = new Report(settings.Output, "limits", settings.Quick);
        var table = new Table(
            "limits: the traffic of a step without its arithmetic",
            "traffic", "threads", "elements", "bytes/element", "ns/element", "fastest", "GB/s");
        foreach (long size in settings.Sizes(SizeSets.Levels, SizeSets.LevelsQuick))
        {
            Report.Progress($"{Units.Count(size)} elements");
            Measure(settings, table, size);
        }

        report.Publish(table, "limits");
        return 0;
    }

    private static void Measure(Settings settings, Table table, long size)
    {
        using var data = new StepData(size, PageOffsets.Apart, allStages: true);
        List<Competitor> competitors = [];
        // Two threads on a part of L1 measure the start of a thread, not a limit.
        bool pair = size >= SizeSets.Level2;
        foreach ((string name, Kernel kernel, _) in s_traffic)
        {
            competitors.Add(new KernelCompetitor(name + "/1", kernel, data.Arrays));
            if (pair)
            {
                competitors.Add(new TwoThreads(name + "/2", kernel, data.Arrays));
            }
        }

        Measurements result = settings.Sampler.Measure(competitors);
        foreach ((string name, _, int bytes) in s_traffic)
        {
            for (int threads = 1; threads <= (pair ? 2 : 1); threads++)
            {
                string competitor = $"{name}/{threads}";
                double time = result.MedianPerElement(competitor);
                table.Add(
                    name, Units.Count(threads), Units.Count(size), Units.Count(bytes),
                    Units.Number(time), Units.Number(result.MinimumPerElement(competitor)), Units.Number(bytes / time));
            }
        }

        competitors.ForEach(competitor => competitor.Dispose());
    }
}
