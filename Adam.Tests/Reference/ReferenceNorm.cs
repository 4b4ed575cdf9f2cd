using System;
using System.Numerics;

namespace Adam.Tests.Reference;

/// <summary>
/// The norms of S13. Every square is rounded and flushed in its type and added in double, in the shape that D15 fixes: in blocks of
/// 16384 elements to 32 lanes, which are added pairwise; blocks and gradients one after the other. Squares in binary64 are added exactly.
/// </summary>
internal static class ReferenceNorm<TArithmetic, T>
    where TArithmetic : struct, IArithmetic<T>
    where T : unmanaged
{
    /// <summary>S13.1: the norm of one gradient.</summary>
    public static T OfOne(ReadOnlySpan<T> gradient)
    {
        T s = TArithmetic.Read(TArithmetic.Round(Sum([gradient.ToArray()], 1)));
        return TArithmetic.Widen(s) > 0 ? TArithmetic.Sqrt(s) : s;
    }

    /// <summary>S13.2: the norm of all gradients of a call; each square is halved before it is added.</summary>
    public static T OfAll(ReadOnlySpan<T[]?> gradients)
    {
        double sum = Sum(gradients, 0.5);
        return TArithmetic.Sqrt(TArithmetic.Multiply(TArithmetic.Round(2), TArithmetic.Read(TArithmetic.Round(sum))));
    }

    /// <summary>S13.1: elements become (g * limit) / max(norm, limit).</summary>
    public static LaneClip<T> ClipByNorm(T norm, double limit)
    {
        T c = TArithmetic.Round(limit);
        return new LaneClip<T>(ReferenceClip.Norm, c, TArithmetic.Maximum(norm, c), TArithmetic.Round(1));
    }

    /// <summary>S13.2: elements become g * (c * min(1/n, 1/c) + (n - n)).</summary>
    public static LaneClip<T> ClipByGlobalNorm(T norm, double limit)
    {
        T c = TArithmetic.Round(limit), one = TArithmetic.Round(1);
        T k = TArithmetic.Multiply(c, TArithmetic.Minimum(TArithmetic.Divide(one, norm), TArithmetic.Divide(one, c)));
        T scale = TArithmetic.Add(k, TArithmetic.Subtract(norm, norm));
        return new LaneClip<T>(ReferenceClip.GlobalNorm, c, one, scale);
    }

    private static double Sum(ReadOnlySpan<T[]?> gradients, double factor)
    {
        if (typeof(T) == typeof(double))
        {
            return ExactSum(gradients, factor);
        }

        double sum = 0;
        foreach (T[]? gradient in gradients)
        {
            sum += Sum(gradient, factor);
        }

        return sum;
    }

    private static double Sum(ReadOnlySpan<T> gradient, double factor)
    {
        const int Block = 16384, Lanes = 32;
        double sum = 0;
        for (int start = 0; start < gradient.Length; start += Block)
        {
            double[] lanes = new double[Lanes];
            for (int i = 0; i < Block && start + i < gradient.Length; i++)
            {
                lanes[i % Lanes] += Square(gradient[start + i], factor);
            }

            for (int width = Lanes / 2; width > 0; width /= 2)
            {
                for (int lane = 0; lane < width; lane++)
                {
                    lanes[lane] += lanes[lane + width];
                }
            }

            sum += lanes[0];
        }

        return sum;
    }

    /// <summary>In units of 2^-1074, of which every double is a whole number; rounded once at the end.</summary>
    private static double ExactSum(ReadOnlySpan<T[]?> gradients, double factor)
    {
        BigInteger units = 0;
        double plain = 0;
        foreach (T[]? gradient in gradients)
        {
            foreach (T g in gradient ?? [])
            {
                double square = Square(g, factor);
                plain += square;
                if (double.IsFinite(square))
                {
                    (BigInteger digits, int exponent) = ExactPower.Decompose(square);
                    units += digits << (exponent + 1074);
                }
            }
        }

        return double.IsFinite(plain) ? ExactPower.Round(units, -1074, cut: false) : plain;
    }

    private static double Square(T g, double factor) =>
        TArithmetic.Widen(TArithmetic.Multiply(TArithmetic.Multiply(g, g), TArithmetic.Round(factor)));
}
