using System;
using System.Numerics;

namespace Adam.Tests.Numerics;

/// <summary>
/// The functions again, to more than 200 bits, by other formulas than the library's: Halley's steps on exp for ln, halving and
/// squaring for exp, halving and doubling for cos, Euler's arctangents for pi. A value v stands for v / 2^Bits.
/// </summary>
internal static class WideOracle
{
    public const int Bits = 448;
    private const int BitsForReduction = 160; // more than a float has before the point
    private static readonly BigInteger One = BigInteger.One << Bits;

    // pi = 20 arctan(1/7) + 8 arctan(3/79)
    private static readonly BigInteger Pi = (20 * Arctan(1, 7, Bits + BitsForReduction)) + (8 * Arctan(3, 79, Bits + BitsForReduction));

    /// <summary>The error of a result of these functions: 2^-200 of itself, for magnitudes from 2^-150 on.</summary>
    public static BigInteger ErrorOf(BigInteger value) => BigInteger.Abs(value) >> 200;

    /// <summary>The value itself, for multiples of 2^-448.</summary>
    public static BigInteger FromFloat(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        int exponent = (int)((bits >> 52) & 0x7FF);
        BigInteger mantissa = (bits & ((1L << 52) - 1)) | (exponent == 0 ? 0 : 1L << 52);
        int shift = int.Max(exponent, 1) - 1075 + Bits;
        BigInteger magnitude = shift >= 0 ? mantissa << shift : mantissa >> -shift;
        return bits < 0 ? -magnitude : magnitude;
    }

    public static BigInteger Pow(float x, float y) => Exp(Multiply(Log(x), FromFloat(y)));

    public static BigInteger Exp(BigInteger x)
    {
        if (x.Sign < 0)
        {
            return (One << Bits) / Exp(-x);
        }

        const int halvings = 24;
        BigInteger small = x >> halvings;
        BigInteger result = One;
        BigInteger term = One;
        for (int n = 1; n < 40; n++)
        {
            term = Multiply(term, small) / n;
            result += term;
        }

        for (int i = 0; i < halvings; i++)
        {
            result = Multiply(result, result);
        }

        return result;
    }

    public static BigInteger Log(float x)
    {
        // A power of two apart, so that exp stays near 1 and keeps its bits.
        int k = (int)Math.Floor(Math.Log2(x));
        BigInteger rest = FromFloat(Math.ScaleB(x, -k));
        return (k * LogNearOne(2 * One)) + LogNearOne(rest);
    }

    public static BigInteger Cos(float x)
    {
        BigInteger angle = BigInteger.Remainder(FromFloat(x) << BitsForReduction, 2 * Pi) >> BitsForReduction;
        const int halvings = 24;
        BigInteger small = angle >> halvings;
        BigInteger square = Multiply(small, small);

        // With 1 - cos instead of cos the doubling 1 - cos 2a = 2 (1 - cos a)(1 + cos a) loses nothing.
        BigInteger versine = 0;
        BigInteger term = -One;
        for (int n = 1; n < 20; n++)
        {
            term = -Multiply(term, square) / (2 * n * ((2 * n) - 1));
            versine += term;
        }

        for (int i = 0; i < halvings; i++)
        {
            versine = 2 * Multiply(versine, (2 * One) - versine);
        }

        return One - versine;
    }

    private static BigInteger Multiply(BigInteger a, BigInteger b) => (a * b) >> Bits;

    private static BigInteger LogNearOne(BigInteger x)
    {
        BigInteger y = FromFloat(Math.Log((double)x / (double)One));
        for (int i = 0; i < 3; i++)
        {
            // Halley's step on exp(y) = x triples the bits: 52, 156, 468.
            BigInteger power = Exp(y);
            y += (2 * (x - power) << Bits) / (x + power);
        }

        return y;
    }

    private static BigInteger Arctan(int numerator, int denominator, int bits)
    {
        BigInteger power = (BigInteger.One << bits) * numerator / denominator;
        BigInteger sum = 0;
        for (int n = 1; !power.IsZero; n += 2)
        {
            sum += (n % 4 == 1 ? power : -power) / n;
            power = power * (numerator * numerator) / (denominator * denominator);
        }

        return sum;
    }
}
