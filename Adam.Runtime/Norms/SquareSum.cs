using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Adam.Lanes;
using Adam.Passes;

namespace Adam.Norms;

/// <summary>
/// Sums of squares for the norm clips, in one fixed shape: blocks of <see cref="Block"/> elements, in each block element i goes to
/// lane i mod 32, lanes are added pairwise, and block sums in index order (D15). The bits depend on nothing else: not on the vector
/// width, and not on who sums which block.
/// </summary>
/// <remarks>
/// Each square is rounded in binary32, times a power of two, and added in double; blocks in which flushing might matter are added again with
/// flushed squares. The norm so lies within 1 ulp of the root of the exact sum of
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

    /// <summary>Full blocks that are best summed together.</summary>
    public const int BlocksAtOnce = 4;

    // 2^-50: beside such a sum what a block has of squares that should be flushed is below 2^-61 of it. Times the scale.
    private const double LeastScaledSum = (double)ScaledSquare.Scale / (1L << 50);

    // 2^128: below such a sum no square has overflowed, or was none of a number.
    private const double ScaledSumLimit = (double)ScaledSquare.Scale * ScaledSquare.Scale;

    /// <summary>The sum over one block of the squares whose roots are at least <paramref name="least"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double OfBlock(ref float gradient, nuint length, int least, InstructionSet set)
    {
        Span<double> lanes = stackalloc double[SquareLanes.Count];
        double scaled = Sse2.IsSupported
            ? Scaled<MovedBits>(ref gradient, length, lanes, set)
            : Scaled<Conversion>(ref gradient, length, lanes, set);
        return Settle(scaled, ref gradient, length, least, set);
    }

    /// <summary>The same for four full blocks, one behind the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void OfBlocks(ref float gradient, int least, Span<double> sums, InstructionSet set)
    {
        Span<double> lanes = stackalloc double[BlocksAtOnce * SquareLanes.Count];
        if (Sse2.IsSupported && Widths.Run<FourBlocks<ScaledSquare, MovedBits>, bool>(set, new(ref gradient, default, lanes)))
        {
            for (int k = 0; k < BlocksAtOnce; k++)
            {
                double scaled = Fold<MovedBits>(lanes.Slice(k * SquareLanes.Count, SquareLanes.Count));
                sums[k] = Settle(scaled, ref Unsafe.Add(ref gradient, k * Block), Block, least, set);
            }

            return;
        }

        for (int k = 0; k < BlocksAtOnce; k++)
        {
            sums[k] = OfBlock(ref Unsafe.Add(ref gradient, k * Block), Block, least, set);
        }
    }

    /// <summary>The sum over the blocks of a whole gradient, in their order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Of(ref float gradient, long length, int least, InstructionSet set)
    {
        double sum = 0;
        Span<double> sums = stackalloc double[BlocksAtOnce];
        for (long start = 0; start < length;)
        {
            ref float block = ref Unsafe.Add(ref gradient, (nint)start);
            if (length - start >= BlocksAtOnce * Block)
            {
                OfBlocks(ref block, least, sums, set);
                for (int k = 0; k < BlocksAtOnce; k++)
                {
                    sum += sums[k];
                }

                start += BlocksAtOnce * Block;
            }
            else
            {
                long left = Math.Min(Block, length - start);
                sum += OfBlock(ref block, (nuint)left, least, set);
                start += left;
            }
        }

        return sum;
    }

    /// <summary>S13.1: the root of the sum rounded to binary32, where the sum is greater than zero; else the sum, which may be NaN.</summary>
    public static float Norm(double sum)
    {
        float rounded = (float)sum;
        return rounded > 0 ? MathF.Sqrt(rounded) : rounded;
    }

    /// <summary>S13.2: the root of twice the sum of halves, each rounded to binary32.</summary>
    public static float GlobalNorm(double sum) => MathF.Sqrt(2 * (float)(0.5 * sum));

    /// <summary>
    /// Takes the scale off a block's sum. Where squares have overflowed, or where those that should be flushed might count, the block is
    /// added up again without a scale, and with such squares cleared.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Settle(double scaled, ref float gradient, nuint length, int least, InstructionSet set)
    {
        if (scaled is >= LeastScaledSum and < ScaledSumLimit)
        {
            return scaled / ScaledSquare.Scale;
        }

        return scaled == 0 ? 0 : Cleared(ref gradient, length, least, set);
    }

    private static double Cleared(ref float gradient, nuint length, int least, InstructionSet set)
    {
        Span<double> lanes = stackalloc double[SquareLanes.Count];
        Widths.Run<OneBlock<ClearedSquare, Conversion>, bool>(set, new(ref gradient, length, new ClearedSquare(least), lanes));
        return Fold<Conversion>(lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Scaled<TWidening>(ref float gradient, nuint length, Span<double> lanes, InstructionSet set)
        where TWidening : struct, IWidening
    {
        Widths.Run<OneBlock<ScaledSquare, TWidening>, bool>(set, new(ref gradient, length, default, lanes));
        return Fold<TWidening>(lanes);
    }

    /// <summary>Adds the lanes pairwise, in place: lane i and lane i + 16, then the 16 sums the same way, and so on; and takes the unit off.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Fold<TWidening>(Span<double> lanes)
        where TWidening : struct, IWidening
    {
        ref double first = ref MemoryMarshal.GetReference(lanes[..SquareLanes.Count]);
        for (nuint width = SquareLanes.Count / 2; width >= (nuint)Vector128<double>.Count; width /= 2)
        {
            for (nuint lane = 0; lane < width; lane += (nuint)Vector128<double>.Count)
            {
                (Vector128.LoadUnsafe(ref first, lane) + Vector128.LoadUnsafe(ref first, lane + width)).StoreUnsafe(ref first, lane);
            }
        }

        return (first + Unsafe.Add(ref first, 1)) / TWidening.One;
    }

    /// <summary>Fills the lanes of one block.</summary>
    private readonly ref struct OneBlock<TSquare, TWidening>(ref float gradient, nuint length, TSquare square, Span<double> lanes) : IWidePass<bool>
        where TSquare : struct, ISquare
        where TWidening : struct, IWidening
    {
        private readonly ref float _gradient = ref gradient;
        private readonly ref double _lanes = ref MemoryMarshal.GetReference(lanes[..SquareLanes.Count]);

        public bool Run<TWide>()
            where TWide : struct, IWideDoubles<TWide>
        {
            SquareLanes.Add<TWide, TSquare, TWidening>(ref _gradient, length, square, ref _lanes);
            return true;
        }

        public bool RunScalar()
        {
            SquareLanes.AddScalar<TSquare, TWidening>(ref _gradient, 0, length, square, ref _lanes);
            return true;
        }
    }

    /// <summary>Fills the lanes of four, where there are registers for so many sums; false where there are not.</summary>
    private readonly ref struct FourBlocks<TSquare, TWidening>(ref float gradient, TSquare square, Span<double> lanes) : IWidePass<bool>
        where TSquare : struct, ISquare
        where TWidening : struct, IWidening
    {
        private readonly ref float _gradient = ref gradient;
        private readonly ref double _lanes = ref MemoryMarshal.GetReference(lanes[..(BlocksAtOnce * SquareLanes.Count)]);

        public bool Run<TWide>()
            where TWide : struct, IWideDoubles<TWide>
        {
            if (2 * TWide.Count != SquareLanes.Count)
            {
                return false;
            }

            SquareLanes.AddFour<TWide, TSquare, TWidening>(ref _gradient, Block, square, ref _lanes);
            return true;
        }

        public bool RunScalar() => false;
    }
}
