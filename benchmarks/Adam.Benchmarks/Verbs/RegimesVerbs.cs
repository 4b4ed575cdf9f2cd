using System;
using System.Collections.Generic;
using Adam.Benchmarks.Measuring;
using Adam.Benchmarks.Optimizers;
using Adam.Benchmarks.Reporting;

namespace Adam.Benchmarks.Verbs;

/// <summary>States in which numbers leave the normal range or are zero, against the normal state.</summary>
internal static class RegimesVerbs
{
    internal const int ThousandsOfSteps = 5_000;

    // By then the second moment has fallen below the normal range too.
    private const int ToTheEnd = 100_000;

    internal static int RunDecayed(Settings settings) => Run(
        settings, "decayed", size => [Regime.Normal(size), Regime.Decayed(size, ThousandsOfSteps), Regime.Decayed(size, ToTheEnd)]);

    internal static int RunZeros(Settings settings) => Run(
        settings, "zeros",
        size => [Regime.Normal(size), Regime.ZeroRows(size), Regime.ZeroStretches(size), Regime.ScatteredZeros(size), Regime.ScatteredTiny(size)]);

    /// <summary>How many times as long as in the normal state a step takes.</summary>
    internal static double AgainstNormal(Settings settings, long size, Func<long, Regime> create)
    {
        using Regime normal = Regime.Normal(size), other = create(size);
        return Regime.Measure(settings.Sampler, [normal, other]).Ratio(other.Name, normal.Name);
    }

    private static int Run(Settings settings, string verb, Func<long, Regime[]> create)
    {
        var report = new Report(settings.Output, verb, settings.Quick);
        var table = new Table(
            $"{verb}: plain step, ns per element", "state", "elements", "Adam", "against normal", "best order", "against normal");
        IReadOnlyList<long> sizes = settings.Sizes([SizeSets.Level1, SizeSets.Level2], [SizeSets.Level1]);
        foreach (long size in sizes)
        {
            Report.Progress($"{Units.Count(size)} elements");
            Regime[] regimes = create(size);
            Measurements result = Regime.Measure(settings.Sampler, regimes);
            foreach (Regime regime in regimes)
            {
                table.Add(
                    regime.Name, Units.Count(size),
                    Units.Number(result.MedianPerElement(regime.Name)), Units.Ratio(result.Ratio(regime.Name, regimes[0].Name)),
                    Units.Number(result.MedianPerElement(regime.BaselineName)), Units.Ratio(result.Ratio(regime.BaselineName, regimes[0].BaselineName)));
            }

            Array.ForEach(regimes, regime => regime.Dispose());
        }

        report.Publish(table, verb);
        return 0;
    }
}
