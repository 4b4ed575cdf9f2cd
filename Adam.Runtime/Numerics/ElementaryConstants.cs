using System;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Adam.Numerics;

/// <summary>Computed once from integers instead of written down: no digit to mistype.</summary>
/// <remarks>It allocates, so whatever computes with it in a step touches it when it is constructed (<see cref="Prepare"/>).</remarks>
internal static class ElementaryConstants
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

    static ElementaryConstants()
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

    /// <summary>Makes the tables now, if nothing has made them yet, so that no step has to: a call is what the static constructor waits for.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Prepare()
    {
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
