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
