using System.Runtime.CompilerServices;
using Adam.Lanes;
using Adam.Passes;

namespace Adam.Norms;

/// <summary>How many runs of elements a loop adds up side by side.</summary>
internal interface IStreams
{
    static abstract int Count { get; }
}

/// <summary>
/// Adds the squares of a block to 32 double lanes, element i to lane i mod 32, in index order: the same additions at every width.
/// </summary>
internal static class SquareLanes
{
    public const int Count = 32;

    /// <summary>One block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add<TWide, TSquare, TWidening>(ref float gradient, nuint length, TSquare square, ref double lanes)
        where TWide : struct, IWideDoubles<TWide>
        where TSquare : struct, ISquare
        where TWidening : struct, IWidening
    {
        nuint whole = length - (length % Count);
        if (whole > 0 && 2 * TWide.Count == Count)
        {
            AddRows<TWide, TSquare, TWidening, One>(ref gradient, 0, whole, square, ref lanes, 0);
        }
        else if (whole > 0)
        {
            // As many sums as half the registers. Where that is not a row, more passes follow over what a near cache still has.
            nuint pair = 2 * TWide.Count;
            for (nuint lane = 0; lane < Count; lane += 2 * pair)
            {
                AddRows<TWide, TSquare, TWidening, Two>(ref Unsafe.Add(ref gradient, lane), pair, whole, square, ref Unsafe.Add(ref lanes, lane), pair);
            }
        }

        AddScalar<TSquare, TWidening>(ref gradient, whole, length, square, ref lanes);
    }

    /// <summary>Four full blocks side by side: memory gives a processor more through several streams than through one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddFour<TWide, TSquare, TWidening>(ref float gradient, nuint length, TSquare square, ref double lanes)
        where TWide : struct, IWideDoubles<TWide>
        where TSquare : struct, ISquare
        where TWidening : struct, IWidening =>
        AddRows<TWide, TSquare, TWidening, Four>(ref gradient, length, length, square, ref lanes, Count);

    /// <summary>One element at a time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddScalar<TSquare, TWidening>(ref float gradient, nuint start, nuint length, TSquare square, ref double lanes)
        where TSquare : struct, ISquare
        where TWidening : struct, IWidening
    {
        for (nuint i = start; i < length; i++)
        {
            Unsafe.Add(ref lanes, i % Count) += TWidening.Of(square.Of(Wide32.Load(ref gradient, i)).Value);
        }
    }

    /// <summary>Rows of 32 elements, of which each stream takes two registers, which are four of doubles.</summary>
    /// <param name="start">The first stream's first element.</param>
    /// <param name="distance">Elements from a stream to the next.</param>
    /// <param name="length">Elements that the rows have, for each stream; not zero.</param>
    /// <param name="square">The square.</param>
    /// <param name="lanes">The first stream's first lane, to write.</param>
    /// <param name="apart">Lanes from a stream's first to the next one's.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddRows<TWide, TSquare, TWidening, TStreams>(
        ref float start, nuint distance, nuint length, TSquare square, ref double lanes, nuint apart)
        where TWide : struct, IWideDoubles<TWide>
        where TSquare : struct, ISquare
        where TWidening : struct, IWidening
        where TStreams : struct, IStreams
    {
        ref float second = ref Unsafe.Add(ref start, distance);
        ref float third = ref Unsafe.Add(ref second, distance);
        ref float fourth = ref Unsafe.Add(ref third, distance);
        TWide sum0 = default, sum1 = default, sum2 = default, sum3 = default;
        TWide sum4 = default, sum5 = default, sum6 = default, sum7 = default;
        TWide sum8 = default, sum9 = default, sum10 = default, sum11 = default;
        TWide sum12 = default, sum13 = default, sum14 = default, sum15 = default;
        for (nuint i = 0; i < length; i += Count)
        {
            if (TStreams.Count == 4)
            {
                Ahead.Fetch(ref start, i, 2);
                Ahead.Fetch(ref second, i, 2);
                Ahead.Fetch(ref third, i, 2);
                Ahead.Fetch(ref fourth, i, 2);
            }
            else
            {
                Ahead.FetchFar(ref start, i, 2);
            }

            AddPair<TWide, TSquare, TWidening>(ref start, i, square, ref sum0, ref sum1, ref sum2, ref sum3);
            if (TStreams.Count > 1)
            {
                AddPair<TWide, TSquare, TWidening>(ref second, i, square, ref sum4, ref sum5, ref sum6, ref sum7);
            }

            if (TStreams.Count > 2)
            {
                AddPair<TWide, TSquare, TWidening>(ref third, i, square, ref sum8, ref sum9, ref sum10, ref sum11);
                AddPair<TWide, TSquare, TWidening>(ref fourth, i, square, ref sum12, ref sum13, ref sum14, ref sum15);
            }
        }

        // No call before all are stored: sums that outlive one would be written to the stack at each addition.
        Store<TWide, TWidening>(sum0, sum1, sum2, sum3, ref lanes, 0);
        if (TStreams.Count > 1)
        {
            Store<TWide, TWidening>(sum4, sum5, sum6, sum7, ref lanes, apart);
        }

        if (TStreams.Count > 2)
        {
            Store<TWide, TWidening>(sum8, sum9, sum10, sum11, ref lanes, 2 * apart);
            Store<TWide, TWidening>(sum12, sum13, sum14, sum15, ref lanes, 3 * apart);
        }
    }

    // The sums are locals of the loop: a struct of them would not be kept in registers.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddPair<TWide, TSquare, TWidening>(
        ref float gradient, nuint i, TSquare square, ref TWide sum0, ref TWide sum1, ref TWide sum2, ref TWide sum3)
        where TWide : struct, IWideDoubles<TWide>
        where TSquare : struct, ISquare
        where TWidening : struct, IWidening
    {
        TWide square0 = square.Of(TWide.Load(ref gradient, i));
        TWide square1 = square.Of(TWide.Load(ref gradient, i + TWide.Count));
        sum0 = TWide.AddDoubles(sum0, TWidening.First(square0));
        sum1 = TWide.AddDoubles(sum1, TWidening.Second(square0));
        sum2 = TWide.AddDoubles(sum2, TWidening.First(square1));
        sum3 = TWide.AddDoubles(sum3, TWidening.Second(square1));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TWide, TWidening>(TWide sum0, TWide sum1, TWide sum2, TWide sum3, ref double lanes, nuint lane)
        where TWide : struct, IWideDoubles<TWide>
        where TWidening : struct, IWidening
    {
        (sum0, sum1) = TWidening.Order(sum0, sum1);
        (sum2, sum3) = TWidening.Order(sum2, sum3);
        nuint doubles = TWide.Count / 2;
        sum0.StoreDoubles(ref lanes, lane);
        sum1.StoreDoubles(ref lanes, lane + doubles);
        sum2.StoreDoubles(ref lanes, lane + (2 * doubles));
        sum3.StoreDoubles(ref lanes, lane + (3 * doubles));
    }

    private readonly struct One : IStreams
    {
        public static int Count => 1;
    }

    private readonly struct Two : IStreams
    {
        public static int Count => 2;
    }

    private readonly struct Four : IStreams
    {
        public static int Count => 4;
    }
}
