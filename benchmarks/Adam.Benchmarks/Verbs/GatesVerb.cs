using System;
using Adam.Benchmarks.Reporting;

namespace Adam.Benchmarks.Verbs;

/// <summary>Every row of the table of goals, measured and judged.</summary>
internal static class GatesVerb
{
    /// <summary>Measures all rows.</summary>
    /// <returns>1 if a row falls short of its gate, otherwise 0.</returns>
    internal static int Run(Settings settings)
    {
        var report = new Report(settings.Output, "gates", settings.Quick);
        var table = new Table("gates, one thread unless said", "row", "measured", "goal", "never worse than", "verdict");
        int failed = 0, skipped = 0;
        foreach (Gate gate in GateList.Create(settings))
        {
            if (gate.Obstacle is not null || gate.Measure is null)
            {
                skipped++;
                table.Add(gate.Name, "-", gate.Text(gate.Goal), gate.Text(gate.Bound), $"not measured: {gate.Obstacle}");
                continue;
            }

            Report.Progress(gate.Name);
            double measured = gate.Measure();
            bool passes = gate.Passes(measured);
            failed += passes ? 0 : 1;
            string verdict = !passes ? "FALLS SHORT" : gate.Reaches(measured) ? "passes, goal reached" : "passes";
            table.Add(gate.Name, gate.Text(measured), gate.Text(gate.Goal), gate.Text(gate.Bound), verdict);
            // What one row has touched must not be collected in the middle of the next.
            GC.Collect();
        }

        report.Publish(table, "gates");
        Report.Say($"{failed} rows fall short of their gate, {skipped} are not measured here.");
        return failed == 0 ? 0 : 1;
    }
}
