using System;
using System.Numerics;

namespace Adam.Numerics;

/// <summary>x^n correctly rounded to binary64 where double-double arithmetic cannot tell: square and multiply on more and more bits.</summary>
/// <remarks>
/// A product keeps its upper bits. Each cut loses less than 2^(1 - precision) of a product, and a power of fewer than 2 n products less than
/// n * 2^(2 - precision) of itself: 4 n units of its last place. It ends, since a power of a double is a binary fraction and with enough bits nothing is cut.
/// </remarks>
internal static class ExactPower64
{
    private const int FirstPrecision = 256;

    /// <summary>x positive and normal, n from 1 on, the power anywhere near binary64's range.</summary>
    public static double Compute(double x, ulong n)
    {
        for (int precision = FirstPrecision; ; precision *= 2)
        {
            Kept power = Power(Kept.From(x), n, precision);
            double lower = Rounding64.RoundExact(power.Digits, power.Exponent);
            if (!power.Cut || lower == Rounding64.RoundExact(power.Digits + (4 * (BigInteger)n), power.Exponent))
            {
                return lower;
            }
        }
    }

    private static Kept Power(Kept x, ulong n, int precision)
    {
        Kept power = new(BigInteger.One, 0, false);
        for (int bit = BitOperations.Log2(n); bit >= 0; bit--)
        {
            power = power.Times(power, precision);
            if (((n >> bit) & 1) != 0)
            {
                power = power.Times(x, precision);
            }
        }

        return power;
    }

    /// <summary>Digits * 2^Exponent, and whether bits below were cut off.</summary>
    private readonly record struct Kept(BigInteger Digits, long Exponent, bool Cut)
    {
        public static Kept From(double x)
        {
            long bits = BitConverter.DoubleToInt64Bits(x);
            long mantissa = (bits & ((1L << 52) - 1)) | (1L << 52);
            int zeros = BitOperations.TrailingZeroCount(mantissa);
            return new Kept(mantissa >> zeros, (bits >> 52) - 1075 + zeros, false);
        }

        public Kept Times(Kept other, int precision)
        {
            BigInteger product = Digits * other.Digits;
            long exponent = Exponent + other.Exponent;
            bool cut = Cut || other.Cut;
            int excess = (int)product.GetBitLength() - precision;
            if (excess <= 0)
            {
                return new Kept(product, exponent, cut);
            }

            BigInteger kept = product >> excess;
            return new Kept(kept, exponent + excess, cut || kept << excess != product);
        }
    }
}
