using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Adam.Lanes;

namespace Adam.Steps;

/// <summary>
/// Adds the squares of a block to 32 double lanes, element i to lane i mod 32, in index order: the same additions at every width.
/// </summary>
internal static class SquareLanes
{
    public const int Count = 32;

    /// <summary>Four blocks side by side: memory gives a processor more through several streams than through one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddFour512<TSquare, TWidening>(ref float gradient, nuint length, TSquare square, Span<double> lanes)
        where TSquare : struct, ISquare
        where TWidening : struct, IWidening
    {
        ref float second = ref Unsafe.Add(ref gradient, length);
        ref float third = ref Unsafe.Add(ref second, length);
        ref float fourth = ref Unsafe.Add(ref third, length);
        Vector512<double> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
        Vector512<double> sum4 = default, sum5 = default, sum6 = default, sum7 = default;
        Vector512<double> sum8 = default, sum9 = default, sum10 = default, sum11 = default;
        Vector512<double> sum12 = default, sum13 = default, sum14 = default, sum15 = default;
        for (nuint i = 0; i < length; i += Count)
        {
            Ahead.Fetch(ref gradient, i, 2);
            Ahead.Fetch(ref second, i, 2);
            Ahead.Fetch(ref third, i, 2);
            Ahead.Fetch(ref fourth, i, 2);
            Add<TSquare, TWidening>(ref gradient, i, square, ref sum0, ref sum1, ref sum2, ref sum3);
            Add<TSquare, TWidening>(ref second, i, square, ref sum4, ref sum5, ref sum6, ref sum7);
            Add<TSquare, TWidening>(ref third, i, square, ref sum8, ref sum9, ref sum10, ref sum11);
            Add<TSquare, TWidening>(ref fourth, i, square, ref sum12, ref sum13, ref sum14, ref sum15);
        }

        // No call before all are stored: sums that outlive one would be written to the stack at each addition.
        ref double first = ref MemoryMarshal.GetReference(lanes);
        Store<TWidening>(sum0, sum1, sum2, sum3, ref first);
        Store<TWidening>(sum4, sum5, sum6, sum7, ref Unsafe.Add(ref first, Count));
        Store<TWidening>(sum8, sum9, sum10, sum11, ref Unsafe.Add(ref first, 2 * Count));
        Store<TWidening>(sum12, sum13, sum14, sum15, ref Unsafe.Add(ref first, 3 * Count));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add512<TSquare, TWidening>(ref float gradient, nuint length, TSquare square, Span<double> lanes)
        where TSquare : struct, ISquare
        where TWidening : struct, IWidening
    {
        nuint i = 0;
        Vector512<double> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
        for (; i + Count <= length; i += Count)
        {
            Ahead.FetchFar(ref gradient, i, 2);
            Add<TSquare, TWidening>(ref gradient, i, square, ref sum0, ref sum1, ref sum2, ref sum3);
        }

        Store<TWidening>(sum0, sum1, sum2, sum3, ref MemoryMarshal.GetReference(lanes));
        AddScalar<TSquare, TWidening>(ref gradient, i, length, square, lanes);
    }

    public static void Add256<TSquare, TWidening>(ref float gradient, nuint length, TSquare square, Span<double> lanes)
        where TSquare : struct, ISquare
        where TWidening : struct, IWidening
    {
        nuint i = 0;
        Vector256<double> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
        Vector256<double> sum4 = default, sum5 = default, sum6 = default, sum7 = default;
        for (; i + Count <= length; i += Count)
        {
            Ahead.FetchFar(ref gradient, i, 2);
            Vector256<float> square0 = square.Of(Vector256.LoadUnsafe(ref gradient, i));
            Vector256<float> square1 = square.Of(Vector256.LoadUnsafe(ref gradient, i + 8));
            Vector256<float> square2 = square.Of(Vector256.LoadUnsafe(ref gradient, i + 16));
            Vector256<float> square3 = square.Of(Vector256.LoadUnsafe(ref gradient, i + 24));
            sum0 += TWidening.First(square0);
            sum1 += TWidening.Second(square0);
            sum2 += TWidening.First(square1);
            sum3 += TWidening.Second(square1);
            sum4 += TWidening.First(square2);
            sum5 += TWidening.Second(square2);
            sum6 += TWidening.First(square3);
            sum7 += TWidening.Second(square3);
        }

        (sum0, sum1) = TWidening.Order(sum0, sum1);
        (sum2, sum3) = TWidening.Order(sum2, sum3);
        (sum4, sum5) = TWidening.Order(sum4, sum5);
        (sum6, sum7) = TWidening.Order(sum6, sum7);
        ref double first = ref MemoryMarshal.GetReference(lanes);
        sum0.StoreUnsafe(ref first);
        sum1.StoreUnsafe(ref first, 4);
        sum2.StoreUnsafe(ref first, 8);
        sum3.StoreUnsafe(ref first, 12);
        sum4.StoreUnsafe(ref first, 16);
        sum5.StoreUnsafe(ref first, 20);
        sum6.StoreUnsafe(ref first, 24);
        sum7.StoreUnsafe(ref first, 28);
        AddScalar<TSquare, TWidening>(ref gradient, i, length, square, lanes);
    }

    public static void Add128<TSquare, TWidening>(ref float gradient, nuint length, TSquare square, Span<double> lanes)
        where TSquare : struct, ISquare
        where TWidening : struct, IWidening
    {
        // Sixteen sums would fill the register file; two passes, the second one over what a near cache still has, keep eight each.
        nuint whole = length - (length % Count);
        AddHalf128<TSquare, TWidening>(ref gradient, whole, 0, square, lanes);
        AddHalf128<TSquare, TWidening>(ref gradient, whole, Count / 2, square, lanes);
        AddScalar<TSquare, TWidening>(ref gradient, whole, length, square, lanes);
    }

    public static void AddScalar<TSquare, TWidening>(ref float gradient, nuint start, nuint length, TSquare square, Span<double> lanes)
        where TSquare : struct, ISquare
        where TWidening : struct, IWidening
    {
        for (nuint i = start; i < length; i++)
        {
            lanes[(int)(i % Count)] += TWidening.Of(square.Of(Unsafe.Add(ref gradient, i)));
        }
    }

    private static void AddHalf128<TSquare, TWidening>(ref float gradient, nuint whole, int lane, TSquare square, Span<double> lanes)
        where TSquare : struct, ISquare
        where TWidening : struct, IWidening
    {
        Vector128<double> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
        Vector128<double> sum4 = default, sum5 = default, sum6 = default, sum7 = default;
        for (nuint i = (nuint)lane; i < whole; i += Count)
        {
            Ahead.FetchFar(ref gradient, i, 2);
            Vector128<float> square0 = square.Of(Vector128.LoadUnsafe(ref gradient, i));
            Vector128<float> square1 = square.Of(Vector128.LoadUnsafe(ref gradient, i + 4));
            Vector128<float> square2 = square.Of(Vector128.LoadUnsafe(ref gradient, i + 8));
            Vector128<float> square3 = square.Of(Vector128.LoadUnsafe(ref gradient, i + 12));
            sum0 += TWidening.First(square0);
            sum1 += TWidening.Second(square0);
            sum2 += TWidening.First(square1);
            sum3 += TWidening.Second(square1);
            sum4 += TWidening.First(square2);
            sum5 += TWidening.Second(square2);
            sum6 += TWidening.First(square3);
            sum7 += TWidening.Second(square3);
        }

        (sum0, sum1) = TWidening.Order(sum0, sum1);
        (sum2, sum3) = TWidening.Order(sum2, sum3);
        (sum4, sum5) = TWidening.Order(sum4, sum5);
        (sum6, sum7) = TWidening.Order(sum6, sum7);
        ref double first = ref lanes[lane];
        sum0.StoreUnsafe(ref first);
        sum1.StoreUnsafe(ref first, 2);
        sum2.StoreUnsafe(ref first, 4);
        sum3.StoreUnsafe(ref first, 6);
        sum4.StoreUnsafe(ref first, 8);
        sum5.StoreUnsafe(ref first, 10);
        sum6.StoreUnsafe(ref first, 12);
        sum7.StoreUnsafe(ref first, 14);
    }

    // The sums are locals of the loop: a struct of them would not be kept in registers.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<TSquare, TWidening>(
        ref float gradient,
        nuint i,
        TSquare square,
        ref Vector512<double> sum0,
        ref Vector512<double> sum1,
        ref Vector512<double> sum2,
        ref Vector512<double> sum3)
        where TSquare : struct, ISquare
        where TWidening : struct, IWidening
    {
        Vector512<float> square0 = square.Of(Vector512.LoadUnsafe(ref gradient, i));
        Vector512<float> square1 = square.Of(Vector512.LoadUnsafe(ref gradient, i + 16));
        sum0 += TWidening.First(square0);
        sum1 += TWidening.Second(square0);
        sum2 += TWidening.First(square1);
        sum3 += TWidening.Second(square1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TWidening>(
        Vector512<double> sum0, Vector512<double> sum1, Vector512<double> sum2, Vector512<double> sum3, ref double lanes)
        where TWidening : struct, IWidening
    {
        (sum0, sum1) = TWidening.Order(sum0, sum1);
        (sum2, sum3) = TWidening.Order(sum2, sum3);
        sum0.StoreUnsafe(ref lanes);
        sum1.StoreUnsafe(ref lanes, 8);
        sum2.StoreUnsafe(ref lanes, 16);
        sum3.StoreUnsafe(ref lanes, 24);
    }
}
