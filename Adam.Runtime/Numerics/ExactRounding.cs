using System;
using System.Numerics;

namespace Adam.Numerics;

/// <summary>
/// The functions of <see cref="CorrectlyRounded"/> where double-double arithmetic cannot tell the rounding: exact where the
/// result is a binary fraction, else with more and more bits.
/// </summary>
/// <remarks>
/// The search ends because no result left to it is a float or lies halfway between two: ln x for rational x other than 1, and
/// cos x for rational x other than 0, are transcendental (Lindemann), and <see cref="TryBinaryFraction"/> takes every other
/// power first. Arguments are finite, not subnormal, and not one of the cases that the callers answer by themselves.
/// </remarks>
internal static class ExactRounding
{
    private const int FirstPrecision = 192;

    /// <summary>ln x, x positive and not 1.</summary>
    public static float Log(float x)
    {
        (BigInteger mantissa, int exponent) = Decompose(x);
        for (int precision = FirstPrecision; ; precision *= 2)
        {
            BigInteger value = WideFunctions.Log(mantissa, exponent, precision);
            if (Rounding.TryRound(value - WideFunctions.Error, value + WideFunctions.Error, -precision, out float result))
            {
                return result;
            }
        }
    }

    /// <summary>cos x, x positive.</summary>
    public static float Cos(float x)
    {
        (BigInteger mantissa, int exponent) = Decompose(x);
        for (int precision = FirstPrecision; ; precision *= 2)
        {
            BigInteger value = WideFunctions.Cos(mantissa, exponent, precision);
            if (Rounding.TryRound(value - WideFunctions.Error, value + WideFunctions.Error, -precision, out float result))
            {
                return result;
            }
        }
    }

    /// <summary>x^y, x positive and not 1, |y ln x| below 128, y not zero.</summary>
    public static float Pow(float x, float y)
    {
        if (TryBinaryFraction(x, y, out BigInteger fraction, out int scale))
        {
            return Rounding.RoundExact(fraction, scale);
        }

        (BigInteger base2, int baseExponent) = Decompose(x);
        (BigInteger power, int powerExponent) = Decompose(y);
        for (int precision = FirstPrecision; ; precision *= 2)
        {
            // ln x needs the bits that the product by y takes away again: |y| is below 2^31 here, since |ln x| is above 2^-25.
            const int Spare = 40;
            int wide = precision + Spare;
            BigInteger product = WideFunctions.Log(base2, baseExponent, wide) * power;
            int shift = Spare - powerExponent;
            BigInteger argument = shift >= 0 ? product >> shift : product << -shift;
            BigInteger value = WideFunctions.Exp(argument, precision, out int exponent);
            int error = 4 * WideFunctions.Error; // argument below 2 units off, times 3/2, and the function's own
            if (Rounding.TryRound(value - error, value + error, exponent - precision, out float result))
            {
                return result;
            }
        }
    }

    /// <summary>Whether x^y is an integer times a power of two, with so few bits that it can decide a rounding to float.</summary>
    /// <remarks>
    /// Let x = k 2^e with k odd. A y with a fraction needs a perfect square for each halving; a negative y needs k = 1.
    /// A float or a midpoint has at most 25 bits, so with k at least 3 only y up to 16 matter.
    /// </remarks>
    private static bool TryBinaryFraction(float x, float y, out BigInteger fraction, out int scale)
    {
        (BigInteger mantissa, int exponent) = Decompose(x);
        fraction = mantissa;
        scale = 0;
        double power = y;
        while (power != Math.Floor(power))
        {
            var root = (BigInteger)Math.Sqrt((double)mantissa); // exact: at most 24 bits
            if ((exponent & 1) != 0 || root * root != mantissa)
            {
                return false;
            }

            mantissa = root;
            exponent /= 2;
            power *= 2;
        }

        if (mantissa.IsOne)
        {
            fraction = 1;
            scale = (int)(exponent * power);
            return true;
        }

        if (power is < 0 or > 16)
        {
            return false;
        }

        fraction = BigInteger.Pow(mantissa, (int)power);
        scale = exponent * (int)power;
        return true;
    }

    // value = mantissa * 2^exponent with an odd mantissa of the value's sign.
    private static (BigInteger Mantissa, int Exponent) Decompose(float value)
    {
        int bits = BitConverter.SingleToInt32Bits(value);
        int mantissa = (bits & 0x7FFFFF) | 0x800000;
        int exponent = ((bits >> 23) & 0xFF) - 150;
        int zeros = BitOperations.TrailingZeroCount(mantissa);
        mantissa >>= zeros;
        return (bits < 0 ? -mantissa : mantissa, exponent + zeros);
    }
}
