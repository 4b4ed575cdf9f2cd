using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace Digits;

/// <summary>Draws the losses of a training run as an SVG file: epochs to the right, loss upwards on a logarithmic axis.</summary>
internal static class LossCurve
{
    private const double Width = 720;
    private const double Height = 400;
    private const double Left = 70;
    private const double Right = 580;
    private const double Top = 50;
    private const double Bottom = 340;

    // A mean loss of exactly zero has no place on a logarithmic axis; a millionth is lower than any curve of interest.
    private const double Least = 1e-6;

    private const string TrainingColor = "#1f5fa8";
    private const string TestColor = "#c2571a";

    /// <summary>The whole file's text, the same under every culture.</summary>
    public static string Draw(IReadOnlyList<Epoch> epochs)
    {
        double least = double.PositiveInfinity;
        double greatest = Least;
        foreach (Epoch epoch in epochs)
        {
            least = Math.Min(least, Math.Min(epoch.TrainingLoss, epoch.Test.Loss));
            greatest = Math.Max(greatest, Math.Max(epoch.TrainingLoss, epoch.Test.Loss));
        }

        // From the last line below every loss to the first one above: no part of the plot stays empty.
        int lowest = LineBelow(Math.Max(least, Least));
        int highest = Math.Max(LineBelow(greatest), lowest) + 1;
        int last = epochs[^1].Number;

        var svg = new StringBuilder();
        Line(svg, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" font-family=\"sans-serif\" font-size=\"13\">");
        Line(svg, $"  <title>Loss of the digits network over {last} {(last == 1 ? "epoch" : "epochs")}</title>");
        Line(svg, $"  <rect width=\"{Width}\" height=\"{Height}\" fill=\"white\"/>");
        Line(svg, $"  <text x=\"{Left}\" y=\"28\" font-size=\"16\">Cross-entropy of the digits network</text>");

        for (int line = lowest; line <= highest; line++)
        {
            double y = Y(Value(line));
            Line(svg, $"  <line x1=\"{Left}\" y1=\"{y:F1}\" x2=\"{Right}\" y2=\"{y:F1}\" stroke=\"#dddddd\"/>");
            Line(svg, $"  <text x=\"{Left - 8}\" y=\"{y + 4:F1}\" text-anchor=\"end\">{Value(line):0.######}</text>");
        }

        foreach (int number in Ticks(last))
        {
            Line(svg, $"  <text x=\"{X(number):F1}\" y=\"{Bottom + 20}\" text-anchor=\"middle\">{number}</text>");
        }

        Line(svg, $"  <text x=\"{(Left + Right) / 2}\" y=\"{Bottom + 45}\" text-anchor=\"middle\">epoch</text>");
        bool testAbove = epochs[^1].Test.Loss >= epochs[^1].TrainingLoss;
        Curve("training", TrainingColor, epoch => epoch.TrainingLoss, below: testAbove);
        Curve("test (raw weights)", TestColor, epoch => epoch.Test.Loss, below: !testAbove);
        Line(svg, $"</svg>");
        return svg.ToString();

        double X(int number) => last == 1 ? Left : Left + (Right - Left) * (number - 1) / (last - 1);

        double Y(double loss) => Bottom - (Bottom - Top) * Part(Value(lowest), Math.Max(loss, Least)) / Part(Value(lowest), Value(highest));

        // The name stands at the curve's end, so that no legend has to be matched by color.
        void Curve(string name, string color, Func<Epoch, double> loss, bool below)
        {
            var points = new StringBuilder();
            foreach (Epoch epoch in epochs)
            {
                points.Append(CultureInfo.InvariantCulture, $"{X(epoch.Number):F1},{Y(loss(epoch)):F1} ");
            }

            double end = Y(loss(epochs[^1]));
            Line(svg, $"  <polyline points=\"{points.ToString().TrimEnd()}\" fill=\"none\" stroke=\"{color}\" stroke-width=\"2\"/>");
            Line(svg, $"  <circle cx=\"{X(last):F1}\" cy=\"{end:F1}\" r=\"3\" fill=\"{color}\"/>");
            Line(svg, $"  <text x=\"{X(last) + 8:F1}\" y=\"{end + (below ? 14 : -6):F1}\" fill=\"{color}\">{name}</text>");
        }
    }

    // The axis has lines at 1, 2 and 5 times the powers of ten; they are numbered upwards, 1 is number 0.
    private static double Value(int line)
    {
        int decade = (int)Math.Floor(line / 3.0);
        double first = (line - 3 * decade) switch { 0 => 1, 1 => 2, _ => 5 };
        return decade < 0 ? first / Math.Pow(10, -decade) : first * Math.Pow(10, decade);
    }

    private static int LineBelow(double loss)
    {
        int line = 3 * (int)Math.Floor(Math.Log10(loss));
        while (Value(line + 1) <= loss)
        {
            line++;
        }

        return line;
    }

    private static double Part(double from, double to) => FixedMath.Log(to / from);

    /// <summary>The first epoch, the last one, and round numbers between them that leave room for their labels.</summary>
    private static IEnumerable<int> Ticks(int last)
    {
        int step = Math.Max(1, (last + 9) / 10);
        yield return 1;
        for (int number = Math.Max(step, 2); 2 * (last - number) >= step && number < last; number += step)
        {
            yield return number;
        }

        if (last > 1)
        {
            yield return last;
        }
    }

    private static void Line(StringBuilder svg, FormattableString line) =>
        svg.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
