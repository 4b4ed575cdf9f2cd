using System;
using Adam.Lanes;

namespace Adam.Steps;

/// <summary>
/// Sums of squares for the norm clips, in one fixed shape: blocks of <see cref="Block"/> elements, in each block element i goes to
/// lane i mod 32, lanes are added pairwise, and block sums in index order (D15). The bits depend on nothing else: not on the vector
/// width, and not on who sums which block.
/// </summary>
/// <remarks>
/// Each square is rounded and flushed in binary32 and added in double. The norm so lies within 1 ulp of the root of the exact sum of
/// those squares, for up to 2^41 elements (docs/numerics.md has the proof).
/// </remarks>
internal static class SquareSum
{
    /// <summary>Elements of a block; a multiple of every vector.</summary>
    public const int Block = 16384;

    /// <summary>S13.1: a square below 2^-126 counts as zero. The bits of the least magnitude that counts.</summary>
    public const int LeastForNorm = Binary32.LeastSquared;

    /// <summary>S13.2: the square is halved before it is flushed, so that one below 2^-125 counts as zero.</summary>
    public const int LeastForGlobalNorm = 0x203504F4;

    /// <summary>The sum over one block of the squares whose roots are at least <paramref name="least"/>.</summary>
    public static double OfBlock(ref float gradient, nuint length, int least, InstructionSet set)
    {
        Span<double> lanes = stackalloc double[SquareLanes.Count];
        switch (set)
        {
            case InstructionSet.Avx512:
                SquareLanes.Add512(ref gradient, length, least, lanes);
                break;
            case InstructionSet.Avx2:
                SquareLanes.Add256(ref gradient, length, least, lanes);
                break;
            case InstructionSet.Vector128 or InstructionSet.AdvSimd:
                SquareLanes.Add128(ref gradient, length, least, lanes);
                break;
            default:
                SquareLanes.AddScalar(ref gradient, 0, length, least, lanes);
                break;
        }

        for (int width = SquareLanes.Count / 2; width > 0; width /= 2)
        {
            for (int lane = 0; lane < width; lane++)
            {
                lanes[lane] += lanes[lane + width];
            }
        }

        return lanes[0];
    }

    /// <summary>S13.1: the root of the sum rounded to binary32, where the sum is greater than zero; else the sum, which may be NaN.</summary>
    public static float Norm(double sum)
    {
        float rounded = (float)sum;
        return rounded > 0 ? MathF.Sqrt(rounded) : rounded;
    }

    /// <summary>S13.2: the root of twice the sum of halves, each rounded to binary32.</summary>
    public static float GlobalNorm(double sum) => MathF.Sqrt(2 * (float)(0.5 * sum));
}
