using System;
using System.Collections.Generic;
using System.Linq;
using Adam.Benchmarks.Data;
using Adam.Benchmarks.Kernels;
using Adam.Benchmarks.Measuring;
using Adam.Benchmarks.Optimizers;
using Adam.Benchmarks.Reporting;

namespace Adam.Benchmarks.Verbs;

/// <summary>One step of whole networks: all their variables in one call.</summary>
internal static class ModelsVerb
{
    private const string Best = "best order, each tensor", Limit = "limit, flat";

    // Variables, gradients and two sets of moments take 24 bytes a parameter: 3.4 GB for the largest of the default models.
    private const long MostParameters = 140_000_000, MostQuick = 12_000_000;

    internal static int Run(Settings settings)
    {
        IReadOnlyDictionary<string, long[]> models = ModelShapes.Read();
        long most = settings.Quick ? MostQuick : MostParameters;
        string[] names = [.. settings.Models ?? models.Keys.Where(name => models[name].Sum() <= most)];
        if (names.FirstOrDefault(name => !models.ContainsKey(name)) is { } unknown)
        {
            Console.Error.WriteLine($"`{unknown}` is no known model; use one of {string.Join(", ", models.Keys)}.");
            return 1;
        }

        var report = new Report(settings.Output, "models", settings.Quick);
        var table = new Table(
            "one step of a network, plain, one thread",
            "model", "tensors", "parameters", "Adam, ms", "best order, ms", "best order / Adam", "share of the limit", "PyTorch, ms");
        foreach (string name in names.OrderBy(name => models[name].Sum()))
        {
            Report.Progress(name);
            Measure(settings, table, name, models[name]);
        }

        report.Publish(table, "models");
        return 0;
    }

    private static void Measure(Settings settings, Table table, string model, long[] lengths)
    {
        using var data = new StepData(SmallTensors.Padded(lengths), PageOffsets.Apart, allStages: false);
        var tensors = SmallTensors.Cut(data, lengths);
        List<Competitor> competitors =
        [
            new AdamCompetitor(AdamCompetitor.Adam, new PlainAdam(Degree.One), tensors.Variables()) { Attached = true },
            new KernelCompetitor(Best, tensors.Each(KernelCatalog.BestKernel), data.Arrays),
            new KernelCompetitor(Limit, LimitKernels.Widest, data.Arrays),
        ];
        Measurements result = settings.Sampler.Measure(competitors);
        string pytorch = PyTorchTimes.Model(settings.Output, model) is { } best ? $"{Units.Number(best.Time)} ({best.Competitor})" : "-";
        table.Add(
            model, $"{tensors.Count}", $"{tensors.Elements}",
            Units.Number(result.Median(AdamCompetitor.Adam) / 1e6), Units.Number(result.Median(Best) / 1e6),
            Units.Ratio(result.Ratio(Best, AdamCompetitor.Adam)), Units.Percent(result.Ratio(Limit, AdamCompetitor.Adam)), pytorch);
        competitors.ForEach(competitor => competitor.Dispose());
    }
}
