using System;
using Xunit;
using Expected = Adam.Tests.Reference.FlushedDouble;
using FlushedDouble = Adam.Numerics.FlushedDouble;

namespace Adam.Tests.Numerics;

/// <summary>The operations of float64's scalars near 2^-1022, against products and quotients decided on integers.</summary>
public sealed class FlushedDoubleTests
{
    private const double LeastNormal = 2.2250738585072014E-308;

    [Fact]
    public void NearTheEnd_OperationsAreThoseOfTheReference()
    {
        var random = new Random(1022);
        int flushed = 0, kept = 0;
        for (int i = 0; i < 300_000; i++)
        {
            int size = random.Next(-1000, 1000);
            double x = Near(random, size);
            double factor = Near(random, -1022 - size + random.Next(-2, 2)), divisor = Near(random, Math.Clamp(size + 1022 + random.Next(-2, 2), -1022, 1023));
            Same(Expected.Multiply(x, factor), FlushedDouble.Multiply(x, factor));
            Same(Expected.Divide(x, divisor), FlushedDouble.Divide(x, divisor));
            Same(Expected.Subtract(factor, x), FlushedDouble.Subtract(factor, x));
            _ = Expected.Multiply(x, factor) == 0 ? flushed++ : kept++;
        }

        Assert.True(flushed > 20_000 && kept > 20_000);
    }

    /// <summary>What plain rounding takes up to 2^-1022 although it is below it at 53 bits.</summary>
    [Fact]
    public void JustBelowTheEnd_IsZero()
    {
        double below = 1 - Math.ScaleB(1, -53);
        Assert.Equal(LeastNormal, Math.ScaleB(below, -511) * Math.ScaleB(1, -511));
        Same(0, FlushedDouble.Multiply(Math.ScaleB(below, -511), Math.ScaleB(1, -511)));
        Same(-0.0, FlushedDouble.Divide(-below, Math.ScaleB(1, 1022)));

        // (1 - 2^-54) is a product: (2^27 - 1) (2^27 + 1) = 2^54 - 1.
        double a = Math.ScaleB((1 << 27) - 1, -538), b = Math.ScaleB((1 << 27) + 1, -538);
        Same(LeastNormal, FlushedDouble.Multiply(a, b));
        Same(LeastNormal, Expected.Multiply(a, b));
    }

    [Theory]
    [InlineData(double.NaN, 1)]
    [InlineData(1, double.NaN)]
    [InlineData(double.PositiveInfinity, 0)]
    [InlineData(0, 0)]
    [InlineData(-1, 0)]
    [InlineData(1e-310, -1)]
    [InlineData(-1e-310, 1e-310)]
    [InlineData(1, double.NegativeInfinity)]
    [InlineData(1e308, 1e308)]
    [InlineData(1e308, -1e-308)]
    public void SpecialOperands(double x, double y)
    {
        Same(Expected.Multiply(x, y), FlushedDouble.Multiply(x, y));
        Same(Expected.Divide(x, y), FlushedDouble.Divide(x, y));
        Same(Expected.Subtract(x, y), FlushedDouble.Subtract(x, y));
        Same(Expected.Sqrt(x), FlushedDouble.Sqrt(x));
    }

    private static double Near(Random random, int size) =>
        Math.ScaleB(random.Next(3) == 0 ? Math.BitDecrement(2) - (random.Next(4) * Math.ScaleB(1, -52)) : 1 + random.NextDouble(), size) * (random.Next(2) == 0 ? 1 : -1);

    private static void Same(double expected, double actual) =>
        Assert.True(expected.Equals(actual) && (double.IsNaN(expected) || double.IsNegative(expected) == double.IsNegative(actual)), $"expected {expected:R}, found {actual:R}");
}
