using System;

namespace Adam.Numerics;

/// <summary>ln, power and cosine of floats in double-double, each with the bound of its relative error; u = 2^-53.</summary>
internal static class DoubleDoubleFunctions
{
    // 4 u^2 for the quotient, 3.3 u^2 for the series, 5 u^2 for their product; the part of ln 2 adds 8 u^2 and the sum 3 u^2,
    // relative to a result that is at least half as large as any addend: 23.3 u^2 < 2^-101.
    public const double LogError = 1.0 / (1L << 50) / (1L << 50);

    // The argument is at most 100, off by 27 u^2 relative to itself; reducing it adds 4 u^2 * 100, the series 15 u^2: 2^-94.
    public const double PowError = 1.0 / (1L << 46) / (1L << 46);

    // The reduction is below 4 u^2, the series below 25 u^2.
    public const double CosError = LogError;

    /// <summary>Below it a count of quarter turns has at most 20 bits.</summary>
    public const float CosLimit = 1 << 20;

    /// <summary>x^y within <see cref="PowError"/>, or y ln x where that is beyond 100.</summary>
    public static bool TryPow(float x, float y, out DoubleDouble result)
    {
        result = Log(x) * y;
        if (Math.Abs(result.High) > 100)
        {
            return false;
        }

        result = Exp(result);
        return true;
    }

    /// <summary>ln x within <see cref="LogError"/>, x positive and not 1.</summary>
    /// <remarks>x = 2^k m, m in [1/sqrt 2, sqrt 2]: k ln 2 + 2 artanh(s), s = (m - 1) / (m + 1).</remarks>
    public static DoubleDouble Log(float x)
    {
        int bits = BitConverter.SingleToInt32Bits(x);
        int count = (bits - 0x3F3504F3) >> 23;
        double m = BitConverter.Int32BitsToSingle(bits - (count << 23));
        DoubleDouble s = DoubleDouble.Quotient(m - 1, m + 1);
        DoubleDouble square = s * s;
        ReadOnlySpan<DoubleDouble> coefficients = ElementaryConstants.ReciprocalsOfOdd;
        DoubleDouble sum = coefficients[^1];
        for (int i = coefficients.Length - 2; i >= 0; i--)
        {
            sum = (sum * square) + coefficients[i];
        }

        DoubleDouble log = s * sum * 2.0;
        return count == 0 ? log : (ElementaryConstants.Ln2 * count) + log;
    }

    // exp(x) = 2^k exp(x - k ln 2), a Taylor series on [-0.35, 0.35].
    private static DoubleDouble Exp(DoubleDouble x)
    {
        double count = Math.Round(x.High / ElementaryConstants.Ln2.High);
        DoubleDouble rest = x + (ElementaryConstants.Ln2 * -count);
        ReadOnlySpan<DoubleDouble> coefficients = ElementaryConstants.ReciprocalFactorials;
        DoubleDouble sum = coefficients[^1];
        for (int i = coefficients.Length - 2; i >= 0; i--)
        {
            sum = (sum * rest) + coefficients[i];
        }

        double scale = Math.ScaleB(1.0, (int)count);
        return new(sum.High * scale, sum.Low * scale);
    }

    /// <summary>cos x within <see cref="CosError"/>, 0 &lt; x &lt; <see cref="CosLimit"/>.</summary>
    /// <remarks>The remainder by pi/2 in three pieces: the products by the first two are exact, the third carries 100 more bits.</remarks>
    public static DoubleDouble Cos(float x)
    {
        double count = Math.Round(x / ElementaryConstants.HalfPi1);
        DoubleDouble exact = DoubleDouble.Sum(x - (count * ElementaryConstants.HalfPi1), -(count * ElementaryConstants.HalfPi2));
        DoubleDouble rest = exact + (ElementaryConstants.HalfPi3 * -count);
        int quadrant = (int)count & 3;
        DoubleDouble square = rest * rest;
        bool isCosine = (quadrant & 1) == 0;
        ReadOnlySpan<DoubleDouble> coefficients = ElementaryConstants.ReciprocalFactorials;
        int last = coefficients.Length - (isCosine ? 1 : 2);
        DoubleDouble sum = coefficients[last];
        for (int i = last - 2; i >= 0; i -= 2)
        {
            sum = coefficients[i] + -(sum * square);
        }

        DoubleDouble value = isCosine ? sum : sum * rest;
        return quadrant is 1 or 2 ? -value : value;
    }
}
