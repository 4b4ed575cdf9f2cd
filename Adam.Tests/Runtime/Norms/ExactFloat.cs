using System;
using System.Numerics;

namespace Adam.Tests.Runtime;

/// <summary>
/// Binary32 operations by integers: the exact result, rounded to 24 bits as if the exponent had no lower end, then flushed (S0.3).
/// Finite operands only.
/// </summary>
internal static class ExactFloat
{
    /// <summary>The operand as an operation reads it: significand * 2^exponent.</summary>
    public static (BigInteger Significand, int Exponent) Read(float x)
    {
        int bits = BitConverter.SingleToInt32Bits(x);
        int exponent = (bits >> 23) & 0xFF;
        BigInteger significand = exponent == 0 ? 0 : (bits & 0x7FFFFF) | 0x800000;
        return (bits < 0 ? -significand : significand, exponent - 150);
    }

    public static float Multiply(float x, float y)
    {
        (BigInteger a, int i) = Read(x);
        (BigInteger b, int j) = Read(y);
        return Round(a * b, i + j, sticky: false, float.IsNegative(x) != float.IsNegative(y));
    }

    public static float Add(float x, float y)
    {
        (BigInteger a, int i) = Read(x);
        (BigInteger b, int j) = Read(y);
        int least = Math.Min(i, j);
        return Round((a << (i - least)) + (b << (j - least)), least, sticky: false, float.IsNegative(x) && float.IsNegative(y));
    }

    public static float Divide(float x, float y)
    {
        (BigInteger a, int i) = Read(x);
        (BigInteger b, int j) = Read(y);
        BigInteger quotient = BigInteger.DivRem(BigInteger.Abs(a) << 60, BigInteger.Abs(b), out BigInteger rest);
        bool negative = float.IsNegative(x) != float.IsNegative(y);
        return Round(negative ? -quotient : quotient, i - 60 - j, !rest.IsZero, negative);
    }

    /// <summary>The sum of squares, each rounded and flushed, in units of 2^-298.</summary>
    public static BigInteger SumOfSquares(ReadOnlySpan<float> values)
    {
        BigInteger sum = 0;
        foreach (float value in values)
        {
            (BigInteger square, int exponent) = Read(Multiply(value, value));
            sum += square << (exponent + 298);
        }

        return sum;
    }

    private static float Round(BigInteger value, int exponent, bool sticky, bool negativeZero)
    {
        BigInteger size = BigInteger.Abs(value);
        bool negative = value.Sign < 0 || (value.IsZero && negativeZero);
        if (size.IsZero)
        {
            return negative ? -0f : 0f;
        }

        int excess = (int)size.GetBitLength() - 24;
        if (excess < 0)
        {
            size <<= -excess;
        }
        else if (excess > 0)
        {
            BigInteger rest = size & ((BigInteger.One << excess) - 1);
            BigInteger half = BigInteger.One << (excess - 1);
            size >>= excess;
            if (rest > half || (rest == half && (sticky || !size.IsEven)))
            {
                size += 1;
            }
        }

        // 2^24 after rounding up is 2^23 with the next exponent; scaling takes care of that.
        double rounded = Math.ScaleB((double)size, exponent + excess);
        float result = rounded < Math.ScaleB(1, -126) ? 0f : (float)rounded;
        return negative ? -result : result;
    }
}
