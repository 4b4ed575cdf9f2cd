using System;

namespace Digits;

/// <summary>
/// exp and log with the same bits on every processor and system. They use only additions, multiplications and divisions of
/// binary64, one rounding each in a fixed order; the platform's own functions may differ in the last bit.
/// </summary>
internal static class FixedMath
{
    // ln 2 in two parts: the first has 32 significant bits, so that k * Ln2High is exact for every exponent k.
    private const double Ln2High = 6.93147180369123816490e-01;
    private const double Ln2Low = 1.90821492927058770002e-10;
    private const double InverseLn2 = 1.44269504088896338700;

    /// <summary>e^x for x in [-700, 700], to about 1 ulp; outside, the value at the nearer end. NaN stays NaN.</summary>
    public static double Exp(double x)
    {
        x = Math.Clamp(x, -700, 700);

        // e^x = 2^k * e^r with |r| <= ln(2) / 2.
        double k = Math.Floor(x * InverseLn2 + 0.5);
        double r = x - k * Ln2High - k * Ln2Low;

        // Taylor's series of e^r in Horner's form; the first term left out, r^14 / 14!, is below 2^-57.
        double sum = 1;
        for (int n = 13; n >= 1; n--)
        {
            sum = 1 + r * sum / n;
        }

        return sum * BitConverter.Int64BitsToDouble(((long)k + 1023) << 52);
    }

    /// <summary>
    /// The natural logarithm of a positive normal number, to about 2 ulp. Minus infinity for 0 and smaller than normal, NaN
    /// for negative numbers and NaN.
    /// </summary>
    public static double Log(double x)
    {
        if (!(x >= 0) || double.IsPositiveInfinity(x))
        {
            return x >= 0 ? x : double.NaN;
        }

        if (!double.IsNormal(x))
        {
            return double.NegativeInfinity;
        }

        // x = 2^k * m with m in [sqrt(1/2), sqrt(2)).
        long bits = BitConverter.DoubleToInt64Bits(x);
        long k = (bits >> 52) - 1023;
        double m = BitConverter.Int64BitsToDouble((bits & 0x000F_FFFF_FFFF_FFFF) | (1023L << 52));
        if (m > 1.4142135623730951)
        {
            m *= 0.5;
            k++;
        }

        // log m = 2 artanh s = 2 (s + s^3/3 + s^5/5 + ...) with |s| <= 0.172; the first term left out is below 2^-60.
        double s = (m - 1) / (m + 1);
        double square = s * s;
        double sum = 0;
        for (int n = 23; n >= 3; n -= 2)
        {
            sum = (sum + 1.0 / n) * square;
        }

        return k * Ln2High + (2 * s + (2 * s * sum + k * Ln2Low));
    }
}
