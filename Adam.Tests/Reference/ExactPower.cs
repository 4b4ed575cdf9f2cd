using System;
using System.Numerics;

namespace Adam.Tests.Reference;

/// <summary>
/// x^n for a binary32 x and a whole n, correctly rounded to binary32 (D14): square and multiply on 256-bit integers.
/// </summary>
/// <remarks>
/// A product keeps its upper 256 bits and remembers whether anything was cut off. Every cut loses less than 2^-255 of the
/// value, and n below 2^63 loses less than 2^-190 in all. Only a power that is itself a number of 25 bits lies
/// halfway between two floats; such a power is never cut, so the remembered bit settles the tie.
/// </remarks>
internal static class ExactPower
{
    private const int Precision = 256;

    /// <summary>A result below the smallest normal number is given as zero: 1 - x^n reads it as zero anyway (S0.3).</summary>
    public static float Compute(float x, float n)
    {
        if (!(n >= 1) || MathF.Floor(n) != n)
        {
            throw new ArgumentOutOfRangeException(nameof(n), n, "The exponent must be a whole number from 1 on.");
        }

        if (float.IsNaN(x))
        {
            return x;
        }

        // A binary32 from 2^24 on is even.
        bool negative = x < 0 && n < 16777216 && (long)n % 2 != 0;
        float magnitude = MathF.Abs(x);
        double sizeInBits = n * Math.Log2(magnitude);
        float power = magnitude == 1 ? 1
            : sizeInBits > 200 ? float.PositiveInfinity
            : sizeInBits < -200 ? 0
            : RoundedPower(magnitude, (long)n);
        return negative ? -power : power;
    }

    private static float RoundedPower(float x, long n)
    {
        Truncated square = Truncated.From(x);
        Truncated result = new(BigInteger.One, 0, false);
        for (; n != 0; n >>= 1)
        {
            if ((n & 1) != 0)
            {
                result = result.Times(square);
            }

            square = square.Times(square);
        }

        return result.ToSingle();
    }

    /// <summary>Digits * 2^Exponent, and whether bits below were cut off.</summary>
    private readonly record struct Truncated(BigInteger Digits, long Exponent, bool Cut)
    {
        public static Truncated From(float x)
        {
            // Every binary32 is an integer times 2^-149; trailing zeros go, so that exact powers stay short.
            BigInteger digits = new(Math.ScaleB(x, 149));
            int zeros = (int)(digits & -digits).GetBitLength() - 1;
            return new(digits >> zeros, -149 + zeros, false);
        }

        public Truncated Times(Truncated other)
        {
            BigInteger product = Digits * other.Digits;
            long exponent = Exponent + other.Exponent;
            int excess = (int)product.GetBitLength() - Precision;
            if (excess <= 0)
            {
                return new(product, exponent, Cut || other.Cut);
            }

            BigInteger kept = product >> excess;
            return new(kept, exponent + excess, Cut || other.Cut || kept << excess != product);
        }

        public float ToSingle()
        {
            int excess = (int)Digits.GetBitLength() - 24;
            if (excess <= 0)
            {
                return FlushedFloat.Read((float)Math.ScaleB((double)Digits, (int)Exponent));
            }

            BigInteger kept = Digits >> excess;
            BigInteger rest = Digits - (kept << excess);
            int comparison = rest.CompareTo(BigInteger.One << (excess - 1));
            bool up = comparison > 0 || (comparison == 0 && (Cut || !kept.IsEven));
            double rounded = Math.ScaleB((double)(kept + (up ? 1 : 0)), (int)(Exponent + excess));
            return FlushedFloat.Read((float)rounded);
        }
    }
}
