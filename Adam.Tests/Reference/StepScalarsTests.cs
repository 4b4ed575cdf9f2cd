using System;
using Xunit;

namespace Adam.Tests.Reference;

/// <summary>The scalars of S5.1 against the values of S5.7, and the exact power behind them.</summary>
public sealed class StepScalarsTests
{
    [Theory]
    [InlineData(1, 0x39A5CB17u)]
    [InlineData(2, 0x3976BEB9u)]
    [InlineData(3, 0x3953D29Du)]
    [InlineData(10, 0x3920A11Au)]
    [InlineData(100, 0x39A1C6C2u)]
    [InlineData(1000, 0x3A507326u)]
    public void Alpha_WithTheDefaults_IsThatOfTheSpec(long t, uint bits) =>
        Assert.Equal(bits, BitConverter.SingleToUInt32Bits(ReferenceScalars.Of<FlushedFloat, float>(new ReferenceConfig(), t).Alpha));

    [Fact]
    public void Power_IsRoundedToTheNearestFloat()
    {
        // The error of Math.Pow is far below 2^-30 of a float's ulp here, so only near ties could differ; none occurs.
        foreach (float x in (float[])[0.9f, 0.999f, 0.5f, 0.25f, 0.99f, 0.123f, 1.0625f])
        {
            for (int n = 1; n <= 200; n++)
            {
                float expected = (float)Math.Pow(x, n);
                Assert.True(
                    Bits.Equal(expected < 1.17549435e-38f ? 0 : expected, ExactPower.Compute(x, n)), $"{x:R}^{n}");
            }
        }
    }

    [Fact]
    public void Power_AtATie_GoesToTheEvenFloat()
    {
        // Odd numbers of 25 bits lie halfway between two floats: 4097^2 = 16785409 goes down, 259^3 = 17373979 goes up.
        Assert.Equal(16785408f, ExactPower.Compute(4097, 2));
        Assert.Equal(17373980f, ExactPower.Compute(259, 3));
    }

    [Theory]
    [InlineData(0f, 5f, 0f)]
    [InlineData(1f, 9e18f, 1f)]
    [InlineData(-1f, 3f, -1f)]
    [InlineData(-1f, 4f, 1f)]
    [InlineData(2f, 1000f, float.PositiveInfinity)]
    [InlineData(-0.5f, 3f, -0.125f)]
    [InlineData(0.5f, 127f, 0f)]
    [InlineData(0.5f, 126f, 1.17549435e-38f)]
    [InlineData(float.NaN, 3f, float.NaN)]
    public void Power_OfExtremes(float x, float n, float expected) =>
        Assert.True(Bits.Equal(expected, ExactPower.Compute(x, n)));
}
