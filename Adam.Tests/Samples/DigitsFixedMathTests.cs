using System;
using Digits;
using Xunit;

namespace Adam.Tests.Samples;

public sealed class DigitsFixedMathTests
{
    [Fact]
    public void Exp_IsWithinTwoUlpOfThePlatforms()
    {
        var random = new SplitMix64(1);
        for (int i = 0; i < 100_000; i++)
        {
            double x = random.NextSymmetric(i % 2 == 0 ? 1 : 690);

            // The platform's own may be off by one ulp as well.
            AssertWithin(Math.Exp(x), FixedMath.Exp(x), 2, x);
        }
    }

    [Fact]
    public void Log_IsWithinThreeUlpOfThePlatforms()
    {
        var random = new SplitMix64(2);
        for (int i = 0; i < 100_000; i++)
        {
            double x = i % 2 == 0 ? 1 + random.NextSymmetric(0.5f) : Math.Exp(random.NextSymmetric(690));
            AssertWithin(Math.Log(x), FixedMath.Log(x), 3, x);
        }
    }

    [Theory]
    [InlineData(0.0, 1.0)]
    [InlineData(double.NaN, double.NaN)]
    public void Exp_OfSpecialValues(double x, double expected) => Assert.Equal(expected, FixedMath.Exp(x));

    [Theory]
    [InlineData(1.0, 0.0)]
    [InlineData(0.0, double.NegativeInfinity)]
    [InlineData(-1.0, double.NaN)]
    [InlineData(double.NaN, double.NaN)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    public void Log_OfSpecialValues(double x, double expected) => Assert.Equal(expected, FixedMath.Log(x));

    private static void AssertWithin(double expected, double actual, int ulps, double x)
    {
        double ulp = Math.Max(Math.BitIncrement(Math.Abs(expected)) - Math.Abs(expected), double.Epsilon);
        Assert.True(Math.Abs(actual - expected) <= ulps * ulp, $"At {x:R}: {actual:R} is {(actual - expected) / ulp:F1} ulp from {expected:R}.");
    }
}
