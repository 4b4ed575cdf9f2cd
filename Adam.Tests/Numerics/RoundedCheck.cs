using System;
using System.Numerics;
using Adam.Numerics;

namespace Adam.Tests.Numerics;

/// <summary>
/// Whether a float is the correctly rounded, flushed value of a number, asked by the definition: the number lies between the
/// midpoints on either side of the float. Nothing is rounded here.
/// </summary>
internal static class RoundedCheck
{
    private const double SmallestNormal = 1.1754943508222875E-38;

    // Halfway between the largest float and 2^128.
    private static readonly double Overflow = float.MaxValue + Math.ScaleB(1, 103);

    /// <summary>The midpoints around |result|, for flushed results as S0.3 has them.</summary>
    public static (double Lower, double Upper) Midpoints(float result)
    {
        double magnitude = Math.Abs((double)result);
        double underflow = SmallestNormal * (1 - Math.ScaleB(1, -25));
        if (magnitude == 0)
        {
            return (double.NegativeInfinity, underflow);
        }

        if (double.IsInfinity(magnitude))
        {
            return (Overflow, double.PositiveInfinity);
        }

        double lower = magnitude == SmallestNormal ? underflow : (magnitude + MathF.BitDecrement((float)magnitude)) / 2;
        double upper = magnitude == float.MaxValue ? Overflow : (magnitude + MathF.BitIncrement((float)magnitude)) / 2;
        return (lower, upper);
    }

    /// <summary>By a double that is off by less than 2^-45 of itself: true, or not to be told.</summary>
    public static bool IsCertain(float result, double nearby)
    {
        (double lower, double upper) = Midpoints(result);
        double size = Math.Abs(nearby);
        double margin = size * Math.ScaleB(1, -45);
        bool isFlushed = Math.Abs(result) >= SmallestNormal || result == 0;
        return isFlushed && size - margin > lower && size + margin < upper && (nearby < 0) == float.IsNegative(result);
    }

    /// <summary>By value * 2^exponent, off by at most error * 2^exponent. A midpoint hit exactly (error 0) belongs to the even float.</summary>
    public static bool IsRounded(float result, BigInteger value, BigInteger error, int exponent)
    {
        (double lower, double upper) = Midpoints(result);
        BigInteger size = BigInteger.Abs(value);
        bool isEven = float.IsInfinity(result) || (BitConverter.SingleToInt32Bits(result) & 1) == 0;
        int below = double.IsInfinity(lower) ? 1 : Compare(size - error, exponent, lower);
        int above = double.IsInfinity(upper) ? -1 : Compare(size + error, exponent, upper);
        // The edge of the flush: exactly there the sum rounds away from zero, to an even significand.
        bool isZero = result == 0;
        bool isInside = (below > 0 || (below == 0 && isEven)) && (above < 0 || (above == 0 && isEven && !isZero));
        bool isFlushed = Math.Abs(result) >= SmallestNormal || isZero;
        return isInside && isFlushed && (value.Sign < 0) == float.IsNegative(result);
    }

    /// <summary>How far a double-double is from value * 2^exponent, relative to it.</summary>
    public static double Distance(DoubleDouble actual, BigInteger value, int exponent)
    {
        // Both on one grid, 250 bits below the leading one of the double-double: fine enough for the last bit of Low.
        int grid = Math.ILogB(actual.High) - 250;
        BigInteger difference = OnGrid(actual.High, grid) + OnGrid(actual.Low, grid) - Shift(value, exponent - grid);
        return Math.Abs((double)difference) / Math.ScaleB(Math.Abs(actual.High), -grid);
    }

    private static BigInteger OnGrid(double value, int grid)
    {
        int exponent = value == 0 ? 0 : Math.ILogB(value) - 52;
        return Shift((BigInteger)Math.ScaleB(value, -exponent), exponent - grid);
    }

    private static BigInteger Shift(BigInteger value, int shift) => shift >= 0 ? value << shift : value >> -shift;

    // value * 2^exponent against a positive double.
    private static int Compare(BigInteger value, int exponent, double limit)
    {
        long bits = BitConverter.DoubleToInt64Bits(limit);
        BigInteger mantissa = (bits & ((1L << 52) - 1)) | (1L << 52);
        int shift = (int)(bits >> 52) - 1075 - exponent;
        return shift >= 0 ? value.CompareTo(mantissa << shift) : (value << -shift).CompareTo(mantissa);
    }
}
