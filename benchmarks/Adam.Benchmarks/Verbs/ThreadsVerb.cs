using System.Collections.Generic;
using Adam.Benchmarks.Data;
using Adam.Benchmarks.Kernels;
using Adam.Benchmarks.Measuring;
using Adam.Benchmarks.Optimizers;
using Adam.Benchmarks.Reporting;

namespace Adam.Benchmarks.Verbs;

/// <summary>What a second thread gains, and what steps cost where other work keeps all cores busy.</summary>
internal static class ThreadsVerb
{
    private const string One = "Adam, 1 thread", Two = "Adam, 2 threads", Limit = "limit, 2 threads";

    private static readonly long[] s_sizes = [16 << 10, SizeSets.Level2, SizeSets.Level3, 16 << 20, SizeSets.Memory];

    private static readonly long[] s_quick = [16 << 10, SizeSets.Level2, SizeSets.Level3];

    internal static int Run(Settings settings)
    {
        var report = new Report(settings.Output, "threads", settings.Quick);
        var table = new Table(
            "threads: the plain step",
            "elements", "1 thread, ns/element", "2 threads, ns/element", "speed-up", "limit of 2 threads, ns/element", "share of the limit");
        foreach (long size in settings.Sizes(s_sizes, s_quick))
        {
            Report.Progress($"{Units.Count(size)} elements");
            Measure(settings, table, size);
        }

        report.Publish(table, "threads");
        report.Publish(Loaded(settings), "threads-loaded");
        return 0;
    }

    private static void Measure(Settings settings, Table table, long size)
    {
        using var data = new StepData(size, PageOffsets.Apart, allStages: false);
        List<Competitor> competitors =
        [
            AdamCompetitor.Over(data, new PlainAdam(Degree.One), One),
            AdamCompetitor.Over(data, new PlainAdam(Degree.Of(2)), Two),
            new TwoThreads(Limit, LimitKernels.Widest, data.Arrays),
        ];
        Measurements result = settings.Sampler.Measure(competitors);
        table.Add(
            Units.Count(size),
            Units.Number(result.MedianPerElement(One)), Units.Number(result.MedianPerElement(Two)), Units.Ratio(result.Ratio(One, Two)),
            Units.Number(result.MedianPerElement(Limit)), Units.Percent(result.Ratio(Limit, Two)));
        competitors.ForEach(competitor => competitor.Dispose());
    }

    /// <summary>Single steps, because what counts is the worst one: a join that waits for a thread which has no core.</summary>
    private static Table Loaded(Settings settings)
    {
        const int Many = 8;
        var table = new Table("threads: every core busy with other work", "elements", "threads", "steps", "median, us", "worst, us");
        long size = SizeSets.Level3;
        int steps = settings.Quick ? 50 : 2000;
        foreach (int threads in (int[])[1, Many])
        {
            Report.Progress($"{threads} threads on busy cores");
            using var data = new StepData(size, PageOffsets.Apart, allStages: false);
            using AdamCompetitor adam = AdamCompetitor.Over(data, new PlainAdam(Degree.Of(threads)));
            using var load = new BusyCores();
            double[] times = SingleSteps.Measure(adam, steps);
            table.Add(Units.Count(size), $"{threads}", $"{steps}", Units.Number(times[steps / 2] / 1e3), Units.Number(times[^1] / 1e3));
        }

        return table;
    }
}
