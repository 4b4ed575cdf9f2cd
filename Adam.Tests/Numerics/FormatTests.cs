using System.Collections.Generic;
using Adam.Lanes;
using Xunit;

namespace Adam.Tests.Numerics;

/// <summary>The letters of docs/numerics.md: today's numbers for binary32, and every condition of the proof for each format.</summary>
public sealed class FormatTests
{
    public static TheoryData<int, int, int> Formats => new() { { 24, -126, 127 }, { 53, -1022, 1023 } };

    [Fact]
    public void Binary32_HasTheNumbersOfTheProof()
    {
        Format f = Format.Binary32;
        Assert.Equal((-63, -95, -38, -40, -37), (f.Window, f.Second, f.Factor, f.SecondFactor, f.Complement));
        Assert.Equal((-51, -80, -100, -12), (f.MovedSecond, f.MovedFirst, f.MovedProduct, f.ProductDivisor));
        Assert.Equal((32, 0x7FFFFFFFUL, 0x80000000UL, 0x7F800000UL), (f.Width, f.Magnitude, f.Sign, f.Infinity));
        Assert.Equal((0x00800000UL, 64UL << 23, 3UL << 29, 126UL << 23), (f.LeastNormal, f.WindowShift, f.WindowBits, f.QuotientShift));
        Assert.Equal((32UL << 23, (127UL + 20) << 23), (f.PowerOfTwo(f.Second), f.PowerOfTwo(Format.LargestZeroSecond)));
        Assert.Equal(((2UL * (64 << 23)) - 1, (2UL * (32 << 23)) - 1), (f.Nonzero(f.Window), f.Nonzero(f.Second)));
    }

    [Fact]
    public void TheLibrarysConstants_AreThoseOfTheFormat()
    {
        Format f = Format.Binary32;
        Assert.Equal(
            new List<ulong> { f.Magnitude, f.Sign, f.PowerOfTwo(0), f.LeastNormal, f.PowerOfTwo(f.Window), f.Infinity, f.QuotientShift },
            [
                (uint)Binary32.Magnitude, unchecked((uint)Binary32.Sign), (uint)Binary32.One, (uint)Binary32.LeastNormal, (uint)Binary32.LeastSquared,
                (uint)Binary32.Infinity, (uint)Binary32.QuotientShift,
            ]);
    }

    [Fact]
    public void Binary64_HasItsOwn()
    {
        Format f = Format.Binary64;
        Assert.Equal((64, -511, -962, -457), (f.Width, f.Window, f.Second, f.Factor));
        Assert.Equal((0x7FF0000000000000UL, 0x0010000000000000UL, 512UL << 52), (f.Infinity, f.LeastNormal, f.WindowShift));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void EveryConditionOfTheProof_Holds(int precision, int minExponent, int maxExponent)
    {
        var f = new Format(precision, minExponent, maxExponent);
        int p = f.Precision;
        int l = f.MinExponent;
        int w = f.Window;
        int s = f.Second;

        // The window: a square from 2^w on is normal, and the shift takes exactly such magnitudes to the bit below the sign.
        Assert.Equal(l, 2 * w);
        Assert.Equal(1UL << (f.Width - 2), f.PowerOfTwo(w) + f.WindowShift);
        Assert.Equal(f.PowerOfTwo(w), 1UL << (f.Width - 3));

        // Absorption: 2^k absorbs what is below 2^(k - p - 1).
        Assert.True(l < s - p - 1, "a flushed square beside v");
        Assert.True(l - Format.LeastLimit < w - p - 1, "a flushed g c over the divisor beside m");
        Assert.True(l + Format.LargestRate < w - p - 1, "a flushed p w, times the rate, beside p");

        // Cancellation leaves 2^(k - p): what multiplies it afterwards leaves it normal.
        Assert.True(w - p + f.Factor > l, "m' alpha and (g - m) c1");
        Assert.True(s - p > l, "g g - v");
        Assert.True(w + f.Factor - p > l, "a momentum beside p complement");
        Assert.True(w - 2 - p + f.Complement >= l, "p complement");

        // Zeros: the divisor is below 2^13 for gradients up to 2^12.
        Assert.True(w - p + Format.LeastZeroAlpha - 13 >= l, "a quotient beside a zero variable");
        Assert.True(f.MovedProduct - 13 >= l, "the same for a moment that was zero");
        Assert.True(f.MovedFirst > w - p, "a first moment that was zero");
        Assert.True(2 * f.MovedSecond >= l + p, "a second moment that was zero");
        Assert.True(w + Format.LeastZeroMomentum - p > l, "a momentum beside a variable that is zero");

        // Products instead of a division: nothing overflows, and an x too small for an exact correction is absorbed by m.
        Assert.True(Format.LargestProductDivisor + Format.LargestProductLimit < f.MaxExponent);
        Assert.True(l + p + 1 - f.ProductDivisor <= w - p - 1);
    }
}
