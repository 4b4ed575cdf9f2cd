using System.Collections.Generic;
using System.IO;
using System.Linq;
using Adam.Benchmarks.Data;
using Adam.Benchmarks.Kernels;
using Adam.Benchmarks.Measuring;
using Adam.Benchmarks.Optimizers;
using Adam.Benchmarks.Reporting;

namespace Adam.Benchmarks.Verbs;

/// <summary>Every competitor at every size, for the plain step and for all stages.</summary>
internal static class KernelsVerb
{
    private const string Limit = "limit (traffic alone)";

    internal static int Run(Settings settings)
    {
        var report = new Report(settings.Output, "kernels", settings.Quick);
        NativeKernels? native = NativeKernels.TryCreate(Path.Combine(settings.Output, "native"), out string? reason);
        if (native is null)
        {
            Report.Say($"No C kernels: {reason}");
        }

        IReadOnlyList<Baseline> baselines = KernelCatalog.Create(native);
        string[] wrong = [.. BitCheck.Run(baselines), .. OptimizerBitCheck.Run()];
        if (wrong.Length > 0)
        {
            foreach (string sentence in wrong)
            {
                Report.Say(sentence);
            }

            return 1;
        }

        Report.Say("Bits: the optimizer and every exact baseline agree with the scalar loop.");
        Sweep(settings, report, baselines, allStages: false);
        Sweep(settings, report, baselines, allStages: true);
        return 0;
    }

    private static void Sweep(Settings settings, Report report, IReadOnlyList<Baseline> baselines, bool allStages)
    {
        string variant = allStages ? "all stages" : "plain", file = allStages ? "kernels-all" : "kernels-plain";
        IReadOnlyList<long> sizes = settings.Sizes(SizeSets.Sweep, SizeSets.SweepQuick);
        string reference = KernelCatalog.Has512 ? KernelCatalog.Best512 : KernelCatalog.Has256 ? KernelCatalog.Best256 : KernelCatalog.Scalar;
        var every = new Table($"{variant}: every measurement", "competitor", "elements", "ns/element", "fastest", $"against {reference}", "rounds");
        var chart = new SvgChart($"One step, {variant}, one thread");
        var pairs = new Table($"{variant}: the same kernel in C# and in C", "kernel", "elements", "C# / C", "within 10 %");
        Dictionary<string, List<string>> rows = [];
        foreach (long size in sizes)
        {
            Report.Progress($"{variant}, {Units.Count(size)} elements");
            using var data = new StepData(size, PageOffsets.Apart, allStages);
            List<Competitor> competitors = [new KernelCompetitor(Limit, allStages ? LimitKernels.All : LimitKernels.Widest, data.Arrays)];
            competitors.AddRange(
                from baseline in baselines
                let kernel = allStages ? baseline.All : baseline.Plain
                where kernel is not null
                select new KernelCompetitor(baseline.Name, kernel, data.Arrays));
            // Scalar code is there for tails and for processors without vectors; it is no competitor.
            competitors.AddRange(
                from set in InstructionSets.Supported
                where set != InstructionSet.Scalar
                let options = Degree.Of(1, set)
                select AdamCompetitor.Over(data, allStages ? new AllStagesAdam(options) : new PlainAdam(options), $"Adam {set}"));
            Measurements result = settings.Sampler.Measure(competitors);
            foreach (string name in new[] { KernelCatalog.Best512, KernelCatalog.Best256 }.Where(name => competitors.Any(competitor => competitor.Name == "C " + name)))
            {
                double ratio = result.Ratio(name, "C " + name);
                pairs.Add(name, Units.Count(size), Units.Ratio(ratio), ratio <= 1.1 ? "yes" : "NO");
            }

            foreach (Competitor competitor in competitors)
            {
                string name = competitor.Name, time = Units.Number(result.MedianPerElement(name));
                rows.TryAdd(name, []);
                rows[name].Add(time);
                chart.Add(name, size, result.MedianPerElement(name));
                every.Add(
                    name, $"{size}", time, Units.Number(result.MinimumPerElement(name)),
                    Units.Ratio(result.Ratio(name, reference)), $"{result.Rounds}");
                competitor.Dispose();
            }
        }

        if (!allStages)
        {
            AddPyTorch(settings, sizes, rows, chart);
        }

        var wide = new Table($"{variant}: ns per element, medians, one thread", ["competitor", .. sizes.Select(Units.Count)]);
        foreach ((string name, List<string> times) in rows)
        {
            wide.Add([name, .. times]);
        }

        wide.Print(System.Console.Out);
        pairs.Print(System.Console.Out);
        report.Write(every, file);
        report.Publish(chart, file);
    }

    /// <summary>Rows of another process, in the same table and chart.</summary>
    private static void AddPyTorch(Settings settings, IReadOnlyList<long> sizes, Dictionary<string, List<string>> rows, SvgChart chart)
    {
        ILookup<string, (string Competitor, long Elements, double Time)> found = PyTorchTimes.Kernels(settings.Output).ToLookup(time => time.Competitor);
        foreach (IGrouping<string, (string Competitor, long Elements, double Time)> times in found)
        {
            rows[times.Key] = [];
            foreach (long size in sizes)
            {
                double? time = times.Where(time => time.Elements == size).Select(time => (double?)time.Time).FirstOrDefault();
                rows[times.Key].Add(time is { } known ? Units.Number(known) : "-");
                if (time is { } drawn)
                {
                    chart.Add(times.Key, size, drawn);
                }
            }
        }
    }
}
