using System;
using System.Numerics;

namespace Adam.Tests.Reference;

/// <summary>
/// x^n for a whole n, correctly rounded to binary32 or binary64 (D14): square and multiply on 256-bit integers.
/// </summary>
/// <remarks>
/// A product keeps its upper 256 bits and remembers whether anything was cut off. Every cut loses less than 2^-255 of the
/// value, and n below 2^63 loses less than 2^-190 in all. Only a power that is itself a number of 25 bits (54 for binary64) lies
/// halfway between two of them; such a power is never cut, so the remembered bit settles the tie.
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
            : RoundedPower(magnitude, (long)n).ToSingle();
        return negative ? -power : power;
    }

    /// <summary>The same in binary64, for a binary64 x.</summary>
    public static double Compute(double x, double n)
    {
        if (!(n >= 1) || Math.Floor(n) != n)
        {
            throw new ArgumentOutOfRangeException(nameof(n), n, "The exponent must be a whole number from 1 on.");
        }

        if (double.IsNaN(x) || x == 0)
        {
            return x;
        }

        bool negative = x < 0 && n < 1L << 53 && (long)n % 2 != 0;
        double magnitude = Math.Abs(x);
        double sizeInBits = n * Math.Log2(magnitude);
        double power = magnitude == 1 ? 1
            : sizeInBits > 1100 ? double.PositiveInfinity
            : sizeInBits < -1100 ? 0
            : RoundedPower(magnitude, (long)n).ToDouble();
        return negative ? -power : power;
    }

    /// <summary>A positive or zero double as a whole number times a power of two.</summary>
    public static (BigInteger Digits, int Exponent) Decompose(double x)
    {
        long bits = BitConverter.DoubleToInt64Bits(x);
        int exponent = (int)(bits >> 52);
        return ((bits & ((1L << 52) - 1)) | (exponent == 0 ? 0 : 1L << 52), Math.Max(exponent, 1) - 1075);
    }

    /// <summary>Digits * 2^exponent rounded to 53 bits, ties to even unless something was cut off; what is then below 2^-1022 is zero.</summary>
    public static double Round(BigInteger digits, long exponent, bool cut)
    {
        int excess = (int)digits.GetBitLength() - 53;
        if (excess > 0)
        {
            BigInteger kept = digits >> excess;
            int comparison = (digits - (kept << excess)).CompareTo(BigInteger.One << (excess - 1));
            digits = kept + (comparison > 0 || (comparison == 0 && (cut || !kept.IsEven)) ? 1 : 0);
            exponent += excess;
        }

        long leading = exponent + (long)digits.GetBitLength() - 1;
        return digits.IsZero || leading < -1022 ? 0
            : leading > 1023 ? double.PositiveInfinity
            : Math.ScaleB((double)digits, (int)exponent);
    }

    private static Truncated RoundedPower(double x, long n)
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

        return result;
    }

    /// <summary>Digits * 2^Exponent, and whether bits below were cut off.</summary>
    private readonly record struct Truncated(BigInteger Digits, long Exponent, bool Cut)
    {
        public static Truncated From(double x)
        {
            // Trailing zeros go, so that exact powers stay short.
            (BigInteger digits, int exponent) = Decompose(x);
            int zeros = (int)(digits & -digits).GetBitLength() - 1;
            return new(digits >> zeros, exponent + zeros, false);
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

        public double ToDouble() => Round(Digits, Exponent, Cut);

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
