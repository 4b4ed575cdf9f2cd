using System;
using Adam.Numerics;
using Adam.Steps;
using Xunit;

namespace Adam.Tests.Numerics;

/// <summary>Quotients of a step's numbers at the edge of flushing (S0.3): decided before they are rounded to a subnormal.</summary>
public sealed class FlushedQuotientTests
{
    [Theory]
    [InlineData(0x00FFFFFF, 0x40000000)] // (2 - 2^-23) * 2^-126 / 2
    [InlineData(0x3F7FFFFF, 0x7E800000)] // (1 - 2^-24) / 2^126
    [InlineData(0x1FFFFFFF, 0x5F000000)]
    public void Divide_FlushesWhatLiesHalfwayBelowTheLeastNormal(int dividend, int divisor)
    {
        // Exactly (1 - 2^-24) * 2^-126: plain rounding takes the tie up to 2^-126.
        float x = BitConverter.Int32BitsToSingle(dividend);
        float y = BitConverter.Int32BitsToSingle(divisor);

        Assert.Equal(0, BitConverter.SingleToInt32Bits(Flushed.Divide(x, y)));
        Assert.Equal(int.MinValue, BitConverter.SingleToInt32Bits(Flushed.Divide(-x, y)));
    }

    [Fact]
    public void Divide_KeepsTheLeastNormal_AndPassesSpecialValues()
    {
        float least = BitConverter.Int32BitsToSingle(0x00800000);

        Assert.Equal(least, Flushed.Divide(2 * least, 2));
        Assert.Equal(0, Flushed.Divide(least, 2));
        Assert.Equal(float.PositiveInfinity, Flushed.Divide(least, BitConverter.Int32BitsToSingle(1)));
        Assert.Equal(0, Flushed.Divide(1, float.PositiveInfinity));
        Assert.True(float.IsNaN(Flushed.Divide(0, 0)));
    }
}
