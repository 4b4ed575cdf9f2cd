using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;

namespace Adam.Benchmarks.Reporting;

/// <summary>A line chart of nanoseconds per element over the size, both axes logarithmic.</summary>
internal sealed class SvgChart(string title)
{
    private const double Left = 60, Top = 40, Width = 640, Height = 380, LegendWidth = 190;

    // Okabe and Ito's colors, which stay apart for color-blind readers.
    private static readonly string[] Colors = ["#000000", "#D55E00", "#0072B2", "#009E73", "#E69F00", "#56B4E9", "#CC79A7", "#999999"];

    private readonly Dictionary<string, List<(long Size, double Time)>> _lines = [];

    internal void Add(string line, long size, double time)
    {
        if (!_lines.TryGetValue(line, out List<(long, double)>? points))
        {
            _lines.Add(line, points = []);
        }

        points.Add((size, time));
    }

    internal void Write(string file)
    {
        (long Size, double Time)[] points = [.. _lines.Values.SelectMany(line => line)];
        double x0 = Math.Log2(points.Min(point => point.Size)), x1 = Math.Max(x0 + 1, Math.Log2(points.Max(point => point.Size)));
        double y0 = Math.Floor(Math.Log2(points.Min(point => point.Time))), y1 = Math.Ceiling(Math.Log2(points.Max(point => point.Time)) + 1e-9);
        double X(long size) => Left + ((Math.Log2(size) - x0) / (x1 - x0) * Width);
        double Y(double time) => Top + Height - ((Math.Log2(time) - y0) / (y1 - y0) * Height);

        var svg = new StringBuilder();
        Write(svg, $"<svg xmlns='http://www.w3.org/2000/svg' width='{Left + Width + LegendWidth}' height='{Top + Height + 50}' font-family='sans-serif' font-size='12'>");
        Write(svg, $"<rect width='100%' height='100%' fill='white'/><text x='{Left}' y='22' font-size='15'>{Escape(title)}</text>");
        foreach (long size in points.Select(point => point.Size).Distinct().Order())
        {
            Write(svg, $"<line x1='{X(size):0.#}' y1='{Top}' x2='{X(size):0.#}' y2='{Top + Height}' stroke='#eee'/>");
            Write(svg, $"<text x='{X(size):0.#}' y='{Top + Height + 18}' text-anchor='middle'>{Units.Count(size)}</text>");
        }

        for (double y = y0; y <= y1; y++)
        {
            double time = Math.Pow(2, y);
            Write(svg, $"<line x1='{Left}' y1='{Y(time):0.#}' x2='{Left + Width}' y2='{Y(time):0.#}' stroke='#ddd'/>");
            Write(svg, $"<text x='{Left - 8}' y='{Y(time) + 4:0.#}' text-anchor='end'>{Units.Number(time)}</text>");
        }

        Write(svg, $"<text x='{Left + (Width / 2)}' y='{Top + Height + 40}' text-anchor='middle'>elements</text>");
        Write(svg, $"<text transform='translate(14,{Top + (Height / 2)}) rotate(-90)' text-anchor='middle'>ns per element</text>");
        int index = 0;
        foreach ((string name, List<(long Size, double Time)> line) in _lines)
        {
            string color = Colors[index % Colors.Length], dash = index < Colors.Length ? "none" : "5 3";
            string path = string.Join(' ', line.Select(point => string.Create(CultureInfo.InvariantCulture, $"{X(point.Size):0.#},{Y(point.Time):0.#}")));
            Write(svg, $"<polyline points='{path}' fill='none' stroke='{color}' stroke-width='2' stroke-dasharray='{dash}'/>");
            double legend = Top + 10 + (index * 20);
            Write(svg, $"<line x1='{Left + Width + 12}' y1='{legend}' x2='{Left + Width + 36}' y2='{legend}' stroke='{color}' stroke-width='2' stroke-dasharray='{dash}'/>");
            Write(svg, $"<text x='{Left + Width + 42}' y='{legend + 4}'>{Escape(name)}</text>");
            index++;
        }

        Write(svg, $"</svg>");
        File.WriteAllText(file, svg.ToString());
    }

    private static void Write(StringBuilder svg, FormattableString line) =>
        svg.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

    private static string Escape(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
}
