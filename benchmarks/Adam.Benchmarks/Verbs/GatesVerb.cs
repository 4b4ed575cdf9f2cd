using System;
using System.Collections.Generic;
using System.Linq;
using Adam.Benchmarks.Measuring;
using Adam.Benchmarks.Reporting;

namespace Adam.Benchmarks.Verbs;

/// <summary>The rows of the table of goals, measured and judged.</summary>
internal static class GatesVerb
{
    /// <summary>Measures all rows, or those that the command line names, as often as it says.</summary>
    /// <returns>1 if a row falls short of its gate, 2 if no row has such a name, otherwise 0.</returns>
    internal static int Run(Settings settings)
    {
        Gate[] gates = [.. GateList.Create(settings).Where(gate => gate.Name.Contains(settings.Rows, StringComparison.OrdinalIgnoreCase))];
        if (gates.Length == 0)
        {
            Report.Say($"No row has `{settings.Rows}` in its name.");
            return 2;
        }

        List<double>[] measured = [.. gates.Select(_ => new List<double>())];
        for (int run = 0; run < settings.Repeat; run++)
        {
            Measure(gates, measured);
        }

        return Judge(settings, gates, measured);
    }

    private static void Measure(Gate[] gates, List<double>[] measured)
    {
        for (int i = 0; i < gates.Length; i++)
        {
            if (gates[i] is { Obstacle: null, Measure: { } measure })
            {
                Report.Progress(gates[i].Name);
                measured[i].Add(measure());

                // What one row has touched must not be collected in the middle of the next.
                GC.Collect();
            }
        }
    }

    private static int Judge(Settings settings, Gate[] gates, List<double>[] measured)
    {
        var report = new Report(settings.Output, "gates", settings.Quick);
        var table = new Table($"gates, one thread unless said, {settings.Repeat} runs", "row", "measured", "from", "to", "goal", "never worse than", "verdict");
        int failed = 0, skipped = 0;
        foreach ((Gate gate, List<double> runs) in gates.Zip(measured))
        {
            string goal = gate.Text(gate.Goal), bound = gate.Text(gate.Bound);
            if (runs.Count == 0)
            {
                skipped++;
                table.Add(gate.Name, "-", "-", "-", goal, bound, $"not measured: {gate.Obstacle}");
                continue;
            }

            double median = Measurements.Middle(runs);
            bool passes = gate.Passes(median);
            failed += passes ? 0 : 1;
            string verdict = !passes ? "FALLS SHORT" : gate.Reaches(median) ? "passes, goal reached" : "passes";
            table.Add(gate.Name, gate.Text(median), gate.Text(runs.Min()), gate.Text(runs.Max()), goal, bound, verdict);
        }

        report.Publish(table, "gates");
        Report.Say($"{failed} rows fall short of their gate, {skipped} are not measured here.");
        return failed == 0 ? 0 : 1;
    }
}
