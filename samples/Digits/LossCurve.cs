using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace Digits;

/// <summary>Draws the losses of a training run as an SVG file: epochs to the right, loss upwards in decades.</summary>
internal static class LossCurve
{
    private const double Width = 720;
    private const double Height = 400;
    private const double Left = 70;
    private const double Right = 580;
    private const double Top = 50;
    private const double Bottom = 340;

    private const string TrainingColor = "#1f5fa8";
    private const string TestColor = "#c2571a";

    /// <summary>The whole file's text, the same under every culture.</summary>
    public static string Draw(IReadOnlyList<Epoch> epochs)
    {
        // The decades that hold every loss.
        double low = double.PositiveInfinity;
        double high = double.NegativeInfinity;
        foreach (Epoch epoch in epochs)
        {
            low = Math.Min(low, Math.Min(Decades(epoch.TrainingLoss), Decades(epoch.Test.Loss)));
            high = Math.Max(high, Math.Max(Decades(epoch.TrainingLoss), Decades(epoch.Test.Loss)));
        }

        int lowest = (int)Math.Floor(low);
        int highest = Math.Max((int)Math.Ceiling(high), lowest + 1);
        int last = epochs[^1].Number;

        var svg = new StringBuilder();
        Line(svg, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" font-family=\"sans-serif\" font-size=\"13\">");
        Line(svg, $"  <title>Loss of the digits network over {last} epochs</title>");
        Line(svg, $"  <rect width=\"{Width}\" height=\"{Height}\" fill=\"white\"/>");
        Line(svg, $"  <text x=\"{Left}\" y=\"28\" font-size=\"16\">Cross-entropy of the digits network</text>");

        for (int decade = lowest; decade <= highest; decade++)
        {
            double y = Y(decade);
            Line(svg, $"  <line x1=\"{Left}\" y1=\"{y:F1}\" x2=\"{Right}\" y2=\"{y:F1}\" stroke=\"#dddddd\"/>");
            Line(svg, $"  <text x=\"{Left - 8}\" y=\"{y + 4:F1}\" text-anchor=\"end\">{Label(decade)}</text>");
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

        double Y(double decades) => Bottom - (Bottom - Top) * (decades - lowest) / (highest - lowest);

        // The name stands at the curve's end, so that no legend has to be matched by color.
        void Curve(string name, string color, Func<Epoch, double> loss, bool below)
        {
            var points = new StringBuilder();
            foreach (Epoch epoch in epochs)
            {
                points.Append(CultureInfo.InvariantCulture, $"{X(epoch.Number):F1},{Y(Decades(loss(epoch))):F1} ");
            }

            double end = Y(Decades(loss(epochs[^1])));
            Line(svg, $"  <polyline points=\"{points.ToString().TrimEnd()}\" fill=\"none\" stroke=\"{color}\" stroke-width=\"2\"/>");
            Line(svg, $"  <circle cx=\"{X(last):F1}\" cy=\"{end:F1}\" r=\"3\" fill=\"{color}\"/>");
            Line(svg, $"  <text x=\"{X(last) + 8:F1}\" y=\"{end + (below ? 14 : -6):F1}\" fill=\"{color}\">{name}</text>");
        }
    }

    // A mean loss of exactly zero has no place on a logarithmic axis; a millionth is lower than any curve of interest.
    private static double Decades(double loss) => FixedMath.Log(Math.Max(loss, 1e-6)) / FixedMath.Log(10);

    private static string Label(int decade) => decade < 0
        ? "0." + new string('0', -decade - 1) + "1"
        : "1" + new string('0', decade);

    /// <summary>The first epoch, the last one, and round numbers between them that leave room for their labels.</summary>
    private static IEnumerable<int> Ticks(int last)
    {
        int step = Math.Max(1, (last + 9) / 10);
        yield return 1;
        for (int number = 2 * step; number <= last - step; number += step)
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
