using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Adam.Benchmarks.Reporting;

/// <summary>Prints results and writes them into the output folder.</summary>
internal sealed class Report
{
    private readonly string _folder;
    private readonly string[] _machine;

    internal Report(string folder, string verb, bool quick)
    {
        _folder = folder;
        Directory.CreateDirectory(folder);
        List<string> facts = [.. Machine.Describe()];
        if (quick)
        {
            facts.Add("quick: few and short rounds, good for seeing that it runs and for nothing else");
        }

        _machine = [.. facts];
        Console.WriteLine($"## {verb}");
        foreach (string fact in _machine)
        {
            Console.WriteLine("- " + fact);
        }
    }

    /// <summary>Prints the table and writes it as <paramref name="name"/>.csv.</summary>
    internal void Publish(Table table, string name)
    {
        table.Print(Console.Out);
        Write(table, name);
    }

    /// <summary>Writes the table as <paramref name="name"/>.csv only.</summary>
    internal void Write(Table table, string name) =>
        table.WriteCsv(Path.Combine(_folder, name + ".csv"), _machine.Append("ratios are medians of the ratios of each round"));

    /// <summary>Writes the chart as <paramref name="name"/>.svg.</summary>
    internal void Publish(SvgChart chart, string name) => chart.Write(Path.Combine(_folder, name + ".svg"));

    /// <summary>Prints one sentence.</summary>
    internal static void Say(string sentence) => Console.WriteLine(sentence);

    /// <summary>Shows what is being measured, on the error stream so that redirected tables stay clean.</summary>
    internal static void Progress(string what) => Console.Error.WriteLine($"  measuring {what}");
}
