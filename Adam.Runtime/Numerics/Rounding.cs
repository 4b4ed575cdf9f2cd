using System;
using System.Numerics;

namespace Adam.Numerics;

/// <summary>
/// The last step of a correctly rounded function: an approximation with a proven bound becomes a float, or the bound is too
/// wide to tell and the caller computes again with more bits.
/// </summary>
/// <remarks>
/// Both forms round to 24 bits, nearest even, as if the exponent had no lower end; what is then below 2^-126 becomes a zero
/// of its sign (S0.3), what is above the largest float an infinity.
/// </remarks>
internal static class Rounding
{
    public const double SmallestNormal = 1.1754943508222875E-38;

    private const long TailMask = (1L << 29) - 1;
    private const long Halfway = 1L << 28;

    /// <summary>Rounds value * (1 + d), |d| at most <paramref name="relativeError"/>, which is below 2^-60.</summary>
    /// <remarks>
    /// A float midpoint is a double whose last 29 bits are a one and zeros. If High is no midpoint, Low and the error, together
    /// less than one unit of High, cannot reach one: High decides. If it is one, the sign of Low decides, once Low exceeds the error.
    /// </remarks>
    public static bool TryRound(DoubleDouble value, double relativeError, out float result)
    {
        double decisive = value.High;
        long bits = BitConverter.DoubleToInt64Bits(decisive);
        if ((bits & TailMask) == Halfway)
        {
            if (!(Math.Abs(value.Low) > Math.Abs(value.High) * relativeError))
            {
                result = 0;
                return false;
            }

            bool outwards = (value.Low < 0) == (value.High < 0);
            decisive = BitConverter.Int64BitsToDouble(outwards ? bits + 1 : bits - 1);
        }

        result = Round(decisive);
        return true;
    }

    /// <summary>Rounds a double that is exact, or on the same side of every midpoint as the exact value.</summary>
    public static float Round(double value) => Math.Abs(value) < SmallestNormal ? RoundTiny(value) : (float)value;

    /// <summary>Rounds a number of [lower * 2^exponent, upper * 2^exponent] if all of them round to the same float.</summary>
    public static bool TryRound(BigInteger lower, BigInteger upper, int exponent, out float result)
    {
        result = 0;
        if (lower.Sign * upper.Sign <= 0)
        {
            return false;
        }

        result = RoundExact(lower, exponent);
        return result == RoundExact(upper, exponent);
    }

    /// <summary>Rounds exactly value * 2^exponent, which is not zero.</summary>
    public static float RoundExact(BigInteger value, int exponent)
    {
        BigInteger magnitude = BigInteger.Abs(value);
        int excess = (int)magnitude.GetBitLength() - 24;
        long mantissa;
        if (excess <= 0)
        {
            mantissa = (long)(magnitude << -excess);
        }
        else
        {
            mantissa = (long)(magnitude >> excess);
            int side = (magnitude - ((BigInteger)mantissa << excess)).CompareTo(BigInteger.One << (excess - 1));
            mantissa += side > 0 || (side == 0 && (mantissa & 1) != 0) ? 1 : 0;
        }

        // A carry into the 25th bit only doubles the value; it stays exact in a double.
        double unit = Math.ScaleB(mantissa, Math.Clamp(exponent + excess, -400, 400));
        float rounded = unit >= SmallestNormal ? (float)unit : 0;
        return value.Sign < 0 ? -rounded : rounded;
    }

    // Scaled into the normal range the conversion rounds to 24 bits; only the smallest normal itself survives.
    private static float RoundTiny(double value)
    {
        const double TwoTo64 = 18446744073709551616.0;
        float scaled = (float)(value * TwoTo64);
        float magnitude = Math.Abs(scaled) >= SmallestNormal * TwoTo64 ? (float)SmallestNormal : 0;
        return double.IsNegative(value) ? -magnitude : magnitude;
    }
}
