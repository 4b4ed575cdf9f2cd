using System;
using System.Numerics;

namespace Adam.Numerics;

/// <summary>The last step of a function correctly rounded to binary64, as <see cref="Rounding"/> is for binary32.</summary>
/// <remarks>To 53 bits, nearest even, as if the exponent had no lower end; what is then below 2^-1022 becomes zero (S0.3), what is above the largest double infinity.</remarks>
internal static class Rounding64
{
    private const int Bits = 53;

    /// <summary>Rounds value * (1 + d), |d| at most <paramref name="relativeError"/>, which is below 2^-60.</summary>
    /// <remarks>
    /// If both ends of an interval that holds the number round to one double, so does the number. The interval is wider by 2^-104 of the value for
    /// the rounding of its own ends, each off by less than 2^-105 of it.
    /// </remarks>
    public static bool TryRound(ScaledDouble value, double relativeError, out double result)
    {
        const double Own = 1.0 / (1L << 52) / (1L << 52);
        DoubleDouble number = value.Value;
        double error = number.High * (relativeError + Own);
        double lower = number.High + (number.Low - error);
        double upper = number.High + (number.Low + error);
        result = Scale(lower, value.Exponent);
        return lower == upper;
    }

    /// <summary>Rounds exactly digits * 2^exponent, digits positive.</summary>
    public static double RoundExact(BigInteger digits, long exponent)
    {
        long excess = digits.GetBitLength() - Bits;
        if (excess > 0)
        {
            BigInteger kept = digits >> (int)excess;
            int side = (digits - (kept << (int)excess)).CompareTo(BigInteger.One << ((int)excess - 1));
            digits = kept + (side > 0 || (side == 0 && !kept.IsEven) ? 1 : 0);
            exponent += excess;
        }

        // A carry into the 54th bit only doubles the value; it stays exact in a double.
        return Scale((double)digits, exponent);
    }

    // value in [1, 2^54], of 53 bits.
    private static double Scale(double value, long exponent)
    {
        long leading = Math.ILogB(value) + exponent;
        return leading < -1022 ? 0
            : leading > 1023 ? double.PositiveInfinity
            : Math.ScaleB(value, (int)exponent);
    }
}
