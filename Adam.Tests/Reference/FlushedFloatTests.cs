using Xunit;

namespace Adam.Tests.Reference;

/// <summary>The edges of S0.3.</summary>
public sealed class FlushedFloatTests
{
    private const float SmallestNormal = 1.17549435e-38f;

    [Fact]
    public void Product_ThatRoundsToTheSmallestNormalOnlyAsASubnormal_IsZero()
    {
        // The example of S0.3: IEEE rounding gives 2^-126, rounding to 24 bits first gives less.
        float a = 0x19E163E * Exp2(-24 - 64), b = 0x13C8858 * Exp2(-24 - 63);
        Assert.Equal(SmallestNormal, a * b);
        Assert.True(Bits.Equal(0f, FlushedFloat.Multiply(a, b)));
        Assert.True(Bits.Equal(-0f, FlushedFloat.Multiply(-a, b)));
    }

    [Fact]
    public void Product_AtTheLeastKeptMagnitude_IsTheSmallestNormal()
    {
        // 2^25 - 1 = 31 * 1082401, so (1 - 2^-25) * 2^-126 is a product of two floats.
        float a = 31 * Exp2(-75), b = 1082401 * Exp2(-76);
        Assert.Equal((1 - 1.0 / (1 << 25)) * SmallestNormal, (double)a * b);
        Assert.True(Bits.Equal(SmallestNormal, FlushedFloat.Multiply(a, b)));
    }

    [Fact]
    public void Quotient_JustBelowTheSmallestNormal_IsZero()
    {
        float a = 0x0FFFFFF * Exp2(-24 - 100), b = Exp2(26);
        Assert.Equal(SmallestNormal, a / b);
        Assert.True(Bits.Equal(0f, FlushedFloat.Divide(a, b)));
    }

    [Fact]
    public void Difference_OfNormalNumbers_ThatIsSubnormal_IsAZeroOfItsSign()
    {
        float above = float.BitIncrement(SmallestNormal);
        Assert.True(Bits.Equal(0f, FlushedFloat.Subtract(above, SmallestNormal)));
        Assert.True(Bits.Equal(-0f, FlushedFloat.Subtract(SmallestNormal, above)));
    }

    [Fact]
    public void SubnormalOperand_IsReadAsAZeroOfItsSign()
    {
        float subnormal = float.BitDecrement(SmallestNormal);
        Assert.Equal(SmallestNormal, FlushedFloat.Add(SmallestNormal, subnormal));
        Assert.Equal(float.NegativeInfinity, FlushedFloat.Divide(1, -subnormal));
        Assert.True(Bits.Equal(-0f, FlushedFloat.Sqrt(-subnormal)));
        Assert.True(Bits.Equal(0f, FlushedFloat.Maximum(subnormal, -1)));
        Assert.True(Bits.Equal(0f, FlushedFloat.Minimum(subnormal, 1)));
    }

    [Fact]
    public void MaximumAndMinimum_PropagateNaN_FromEitherSide()
    {
        Assert.All(
            new[]
            {
                FlushedFloat.Maximum(float.NaN, 1), FlushedFloat.Maximum(1, float.NaN),
                FlushedFloat.Minimum(float.NaN, 1), FlushedFloat.Minimum(1, float.NaN),
            },
            x => Assert.True(float.IsNaN(x)));
    }

    private static float Exp2(int exponent) => (float)System.Math.ScaleB(1.0, exponent);
}
