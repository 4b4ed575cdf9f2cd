using System;
using System.Numerics;

namespace Adam.Numerics;

/// <summary>
/// Power, cosine and logarithm in binary32, correctly rounded and flushed (S0.3, D14): the same bits on every machine.
/// </summary>
/// <remarks>
/// Computed in double-double, rounded when the proven bound allows it, else by <see cref="ExactRounding"/>. Special values are
/// those of C99, annex F. A subnormal argument is read as a zero of its sign. In the bounds below u = 2^-53.
/// </remarks>
internal static class CorrectlyRounded
{
    // 4 u^2 for the quotient, 3.3 u^2 for the series, 5 u^2 for their product; the part of ln 2 adds 8 u^2 and the sum 3 u^2,
    // relative to a result that is at least half as large as any addend: 23.3 u^2 < 2^-101.
    public const double LogError = 1.0 / (1L << 50) / (1L << 50);

    // The argument is at most 100, off by 27 u^2 relative to itself; reducing it adds 4 u^2 * 100, the series 15 u^2: 2^-94.
    public const double PowError = 1.0 / (1L << 46) / (1L << 46);

    // The reduction is below 4 u^2, the series below 25 u^2.
    public const double CosError = LogError;

    public const float CosLimit = 1 << 20;

    /// <summary>The natural logarithm; ln 0 = -infinity, NaN below zero.</summary>
    public static float Log(float x)
    {
        x = Flushed.Flush(x);
        return x switch
        {
            0f => float.NegativeInfinity,
            1f => 0f,
            float.PositiveInfinity => x,
            > 0f => Rounding.TryRound(LogOf(x), LogError, out float result) ? result : ExactRounding.Log(x),
            _ => float.NaN,
        };
    }

    /// <summary>The cosine; NaN for an infinity.</summary>
    public static float Cos(float x)
    {
        x = MathF.Abs(Flushed.Flush(x));
        return x switch
        {
            0f => 1f,
            < CosLimit => Rounding.TryRound(CosOf(x), CosError, out float result) ? result : ExactRounding.Cos(x),
            < float.PositiveInfinity => ExactRounding.Cos(x),
            _ => float.NaN,
        };
    }

    /// <summary>x^y; a result below the smallest normal float is a zero, one above the largest float an infinity.</summary>
    public static float Pow(float x, float y)
    {
        x = Flushed.Flush(x);
        y = Flushed.Flush(y);
        if (y == 0f || x == 1f)
        {
            return 1f;
        }

        if (float.IsNaN(x) || float.IsNaN(y))
        {
            return float.NaN;
        }

        float magnitude = MathF.Abs(x);
        bool negative = x < 0f || (x == 0f && float.IsNegative(x));
        if (float.IsInfinity(y))
        {
            return magnitude == 1f ? 1f : (magnitude < 1f) == (y < 0f) ? float.PositiveInfinity : 0f;
        }

        bool isInteger = MathF.Floor(y) == y;
        if (negative && !isInteger && x != 0f && !float.IsInfinity(x))
        {
            return float.NaN;
        }

        float result = PowOfPositive(magnitude, y);
        return negative && isInteger && float.IsOddInteger(y) ? -result : result;
    }

    private static float PowOfPositive(float x, float y)
    {
        if (x == 1f)
        {
            return 1f;
        }

        if (x == 0f || float.IsInfinity(x))
        {
            return (x == 0f) == (y < 0f) ? float.PositiveInfinity : 0f;
        }

        if (!TryPowOf(x, y, out DoubleDouble power))
        {
            // e^100 is above every float, e^-100 below half the smallest normal one.
            return power.High > 0 ? float.PositiveInfinity : 0f;
        }

        return Rounding.TryRound(power, PowError, out float result) ? result : ExactRounding.Pow(x, y);
    }

    /// <summary>x^y within <see cref="PowError"/>, or y ln x where that is beyond 100.</summary>
    public static bool TryPowOf(float x, float y, out DoubleDouble result)
    {
        result = LogOf(x) * y;
        if (Math.Abs(result.High) > 100)
        {
            return false;
        }

        result = ExpOf(result);
        return true;
    }

    /// <summary>ln x within <see cref="LogError"/>, x positive and not 1.</summary>
    /// <remarks>x = 2^k m, m in [1/sqrt 2, sqrt 2]: k ln 2 + 2 artanh(s), s = (m - 1) / (m + 1).</remarks>
    public static DoubleDouble LogOf(float x)
    {
        int bits = BitConverter.SingleToInt32Bits(x);
        int count = (bits - 0x3F3504F3) >> 23;
        double m = BitConverter.Int32BitsToSingle(bits - (count << 23));
        DoubleDouble s = DoubleDouble.Quotient(m - 1, m + 1);
        DoubleDouble square = s * s;
        ReadOnlySpan<DoubleDouble> coefficients = Constants.ReciprocalsOfOdd;
        DoubleDouble sum = coefficients[^1];
        for (int i = coefficients.Length - 2; i >= 0; i--)
        {
            sum = (sum * square) + coefficients[i];
        }

        DoubleDouble log = s * sum * 2.0;
        return count == 0 ? log : (Constants.Ln2 * count) + log;
    }

    // exp(x) = 2^k exp(x - k ln 2), a Taylor series on [-0.35, 0.35].
    private static DoubleDouble ExpOf(DoubleDouble x)
    {
        double count = Math.Round(x.High / Constants.Ln2.High);
        DoubleDouble rest = x + (Constants.Ln2 * -count);
        ReadOnlySpan<DoubleDouble> coefficients = Constants.ReciprocalFactorials;
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
    public static DoubleDouble CosOf(float x)
    {
        double count = Math.Round(x / Constants.HalfPi1);
        DoubleDouble rest = DoubleDouble.Sum(x - (count * Constants.HalfPi1), -(count * Constants.HalfPi2)) + (Constants.HalfPi3 * -count);
        int quadrant = (int)count & 3;
        DoubleDouble square = rest * rest;
        bool isCosine = (quadrant & 1) == 0;
        ReadOnlySpan<DoubleDouble> coefficients = Constants.ReciprocalFactorials;
        int last = coefficients.Length - (isCosine ? 1 : 2);
        DoubleDouble sum = coefficients[last];
        for (int i = last - 2; i >= 0; i -= 2)
        {
            sum = coefficients[i] + -(sum * square);
        }

        DoubleDouble value = isCosine ? sum : sum * rest;
        return quadrant is 1 or 2 ? -value : value;
    }

    /// <summary>Computed once from integers instead of written down: no digit to mistype.</summary>
    private static class Constants
    {
        private const int Precision = 256;

        public static readonly DoubleDouble Ln2 = FromFixed(WideFunctions.Ln2(Precision), Precision);

        /// <summary>The first 33 bits of pi/2, the next 33, and the rest: a product by a count below 2^20 is exact.</summary>
        public static readonly double HalfPi1;
        public static readonly double HalfPi2;
        public static readonly DoubleDouble HalfPi3;

        /// <summary>1/(2 i + 1); 0.1716^(2 * 21) / 43 is below 2^-112.</summary>
        public static readonly DoubleDouble[] ReciprocalsOfOdd = new DoubleDouble[21];

        /// <summary>1/i!; the first left out, 0.786^31/31!, is below 2^-123.</summary>
        public static readonly DoubleDouble[] ReciprocalFactorials = new DoubleDouble[31];

        static Constants()
        {
            BigInteger half = WideFunctions.Pi(Precision) >> 1;
            BigInteger first = half >> (Precision - 32) << (Precision - 32);
            BigInteger second = (half - first) >> (Precision - 65) << (Precision - 65);
            HalfPi1 = FromFixed(first, Precision).High;
            HalfPi2 = FromFixed(second, Precision).High;
            HalfPi3 = FromFixed(half - first - second, Precision);

            BigInteger one = BigInteger.One << Precision;
            BigInteger factorial = 1;
            for (int i = 0; i < ReciprocalFactorials.Length; i++)
            {
                factorial *= int.Max(i, 1);
                ReciprocalFactorials[i] = FromFixed(one / factorial, Precision);
            }

            for (int i = 0; i < ReciprocalsOfOdd.Length; i++)
            {
                ReciprocalsOfOdd[i] = FromFixed(one / ((2 * i) + 1), Precision);
            }
        }

        // Truncated pieces of 53 bits, put in order by an exact sum.
        private static DoubleDouble FromFixed(BigInteger value, int precision)
        {
            double high = TakeDouble(ref value, precision);
            double low = TakeDouble(ref value, precision);
            return DoubleDouble.OrderedSum(high, low);
        }

        private static double TakeDouble(ref BigInteger value, int precision)
        {
            int excess = int.Max((int)value.GetBitLength() - 53, 0);
            BigInteger head = value >> excess;
            value -= head << excess;
            return Math.ScaleB((double)head, excess - precision);
        }
    }
}
