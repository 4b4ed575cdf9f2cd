using System.Collections.Generic;
using Adam.Benchmarks.Data;
using Adam.Benchmarks.Kernels;
using Adam.Benchmarks.Measuring;
using Adam.Benchmarks.Optimizers;
using Adam.Benchmarks.Reporting;

namespace Adam.Benchmarks.Verbs;

/// <summary>Many small tensors against the same elements in one.</summary>
internal static class ManyVerb
{
    private const string Many = "Adam.Step, each tensor", Flat = "Adam, one flat tensor";

    private const string ManyInList = "Adam.ApplyGradients, each tensor";
    private const string BestEach = "best order, each tensor", BestFlat = "best order, one flat tensor";

    internal static int Run(Settings settings)
    {
        var report = new Report(settings.Output, "many", settings.Quick);
        var table = new Table(
            "small tensors of 100 to 1000 elements",
            "competitor", "tensors", "elements", "ms/step", "ns/element", "ns more per tensor than flat");
        // A hundred stay in L2; ten thousand do not fit into it.
        foreach (int count in (int[])[100, 10_000])
        {
            Report.Progress($"{count} tensors");
            Measure(settings, count, (result, tensors) =>
            {
                foreach ((string name, string flat) in ((string, string)[])[(Many, Flat), (ManyInList, Flat), (Flat, Flat), (BestEach, BestFlat), (BestFlat, BestFlat)])
                {
                    table.Add(
                        name, $"{count}", $"{tensors.Elements}", Units.Number(result.Median(name) / 1e6),
                        Units.Number(result.Median(name) / tensors.Elements), Units.Number(result.Difference(name, flat) / count));
                }
            });
        }

        report.Publish(table, "many");
        return 0;
    }

    /// <summary>The whole step over small tensors, against one flat call of the same loop over as many elements.</summary>
    internal static double AgainstFlatLoop(Settings settings, int count)
    {
        long[] lengths = SmallTensors.RandomLengths(count);
        using var data = new StepData(SmallTensors.Padded(lengths), PageOffsets.Apart, allStages: false);
        var tensors = SmallTensors.Cut(data, lengths);
        List<Competitor> competitors =
        [
            new AdamCompetitor(Many, new PlainAdam(Degree.One), tensors.Variables()) { Attached = true },
            new LoopCompetitor(Slices.Of(data.Arrays, 0, (nint)tensors.Elements), new PlainAdam(Degree.One)),
        ];
        double ratio = settings.Sampler.Measure(competitors).Ratio(Many, LoopCompetitor.Loop);
        competitors.ForEach(competitor => competitor.Dispose());
        return ratio;
    }

    private static void Measure(Settings settings, int count, System.Action<Measurements, SmallTensors> use)
    {
        long[] lengths = SmallTensors.RandomLengths(count);
        using var data = new StepData(SmallTensors.Padded(lengths), PageOffsets.Apart, allStages: false);
        var tensors = SmallTensors.Cut(data, lengths);
        Kernel best = KernelCatalog.BestKernel;
        List<Competitor> competitors =
        [
            new AdamCompetitor(Many, new PlainAdam(Degree.One), tensors.Variables()) { Attached = true },
            new AdamCompetitor(ManyInList, new PlainAdam(Degree.One), tensors.Variables()),
            AdamCompetitor.Over(data, new PlainAdam(Degree.One), Flat),
            new KernelCompetitor(BestEach, tensors.Each(best), data.Arrays),
            new KernelCompetitor(BestFlat, best, data.Arrays),
        ];
        use(settings.Sampler.Measure(competitors), tensors);
        competitors.ForEach(competitor => competitor.Dispose());
    }
}
