using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Adam.Benchmarks.Reporting;

/// <summary>A table of texts, printed as Markdown and written as comma-separated values.</summary>
internal sealed class Table(string title, params string[] columns)
{
    private readonly List<string[]> _rows = [];

    internal string Title { get; } = title;

    internal void Add(params string[] cells)
    {
        if (cells.Length != columns.Length)
        {
            throw new ArgumentException($"The row has {cells.Length} cells; the table `{Title}` has {columns.Length} columns.", nameof(cells));
        }

        _rows.Add(cells);
    }

    /// <summary>Prints title and rows with columns of equal width.</summary>
    internal void Print(TextWriter writer)
    {
        int[] widths = [.. columns.Select((column, i) => _rows.Select(row => row[i].Length).Append(column.Length).Max())];
        writer.WriteLine();
        writer.WriteLine($"### {Title}");
        writer.WriteLine(Line(columns));
        writer.WriteLine("|" + string.Concat(widths.Select(width => new string('-', width + 2) + "|")));
        foreach (string[] row in _rows)
        {
            writer.WriteLine(Line(row));
        }

        string Line(string[] cells) =>
            "| " + string.Join(" | ", cells.Select((cell, i) => i == 0 ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i]))) + " |";
    }

    /// <summary>Writes the rows below comment lines that say where they come from.</summary>
    internal void WriteCsv(string file, IEnumerable<string> comments)
    {
        using var writer = new StreamWriter(file) { NewLine = "\n" };
        foreach (string comment in comments.Prepend(Title))
        {
            writer.WriteLine("# " + comment);
        }

        foreach (string[] row in _rows.Prepend(columns))
        {
            writer.WriteLine(string.Join(',', row.Select(Quote)));
        }
    }

    private static string Quote(string cell) =>
        cell.AsSpan().IndexOfAny(',', '"') < 0 ? cell : '"' + cell.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
}
