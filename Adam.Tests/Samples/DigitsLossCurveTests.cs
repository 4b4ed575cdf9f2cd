using System.Globalization;
using System.Linq;
using System.Xml.Linq;
using Digits;
using Xunit;

namespace Adam.Tests.Samples;

public sealed class DigitsLossCurveTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(60)]
    public void Draw_HasOnePointForEachEpochInsideThePicture(int epochs)
    {
        XElement root = XDocument.Parse(LossCurve.Draw(Falling(epochs))).Root!;

        XElement[] curves = [.. root.Elements(Svg + "polyline")];
        Assert.Equal(2, curves.Length);
        foreach (XElement curve in curves)
        {
            double[][] points = [.. curve.Attribute("points")!.Value.Split(' ').Select(
                point => point.Split(',').Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToArray())];
            Assert.Equal(epochs, points.Length);
            Assert.All(points, point => Assert.InRange(point[0], 0, 720));
            Assert.All(points, point => Assert.InRange(point[1], 0, 400));

            // A loss that falls goes down, and down is where y grows.
            Assert.Equal(points.OrderBy(point => point[0]).ThenBy(point => point[1]), points);
            Assert.True(epochs == 1 || points[^1][1] > points[0][1]);
        }
    }

    [Theory]
    [InlineData(1, "1")]
    [InlineData(2, "1 2")]
    [InlineData(10, "1 2 3 4 5 6 7 8 9 10")]
    [InlineData(12, "1 2 4 6 8 10 12")]
    [InlineData(60, "1 6 12 18 24 30 36 42 48 54 60")]
    [InlineData(61, "1 7 14 21 28 35 42 49 56 61")]
    public void EveryRoundEpochHasATick(int epochs, string expected)
    {
        XElement root = XDocument.Parse(LossCurve.Draw(Falling(epochs))).Root!;

        Assert.Equal(expected, string.Join(' ', root.Elements(Svg + "text").Where(text => (string?)text.Attribute("y") == "360").Select(text => text.Value)));
    }

    [Theory]
    [InlineData(1, "epoch")]
    [InlineData(2, "epochs")]
    public void TheTitleCounts(int epochs, string word) =>
        Assert.Equal($"Loss of the digits network over {epochs} {word}", XDocument.Parse(LossCurve.Draw(Falling(epochs))).Root!.Element(Svg + "title")!.Value);

    [Theory]
    [InlineData(1.5, 0.006, "0.005 0.01 0.02 0.05 0.1 0.2 0.5 1 2")]
    [InlineData(2.3, 2.3, "2 5")]
    [InlineData(70, 0.9, "0.5 1 2 5 10 20 50 100")]
    [InlineData(0, 0, "0.000001 0.000002")]
    public void TheAxisEndsAtTheLinesAroundTheLosses(double first, double last, string expected)
    {
        Epoch[] epochs = [new Epoch(1, first, new Score(first, 0.5)), new Epoch(2, last, new Score(last, 0.9))];
        XElement root = XDocument.Parse(LossCurve.Draw(epochs)).Root!;

        Assert.Equal(expected, string.Join(' ', root.Elements(Svg + "text").Where(text => (string?)text.Attribute("text-anchor") == "end").Select(text => text.Value)));
    }

    [Fact]
    public void Draw_IsTheSameUnderACultureWithDecimalCommas()
    {
        string expected = LossCurve.Draw(Falling(5));
        CultureInfo kept = CultureInfo.CurrentCulture;
        var commas = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        commas.NumberFormat.NumberDecimalSeparator = ",";
        commas.NumberFormat.NegativeSign = "minus";
        try
        {
            CultureInfo.CurrentCulture = commas;
            Assert.Equal(expected, LossCurve.Draw(Falling(5)));
        }
        finally
        {
            CultureInfo.CurrentCulture = kept;
        }
    }

    private static Epoch[] Falling(int epochs) =>
        [.. Enumerable.Range(1, epochs).Select(number => new Epoch(number, 2.3 / number, new Score(2.5 / number, 0.9)))];
}
