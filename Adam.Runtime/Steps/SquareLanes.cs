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
    public static void AddFour512<TSquare>(ref float gradient, nuint length, TSquare square, Span<double> lanes)
        where TSquare : struct, ISquare
    {
        ref float second = ref Unsafe.Add(ref gradient, length);
        ref float third = ref Unsafe.Add(ref second, length);
        ref float fourth = ref Unsafe.Add(ref third, length);
        Sums512 sums0 = default, sums1 = default, sums2 = default, sums3 = default;
        for (nuint i = 0; i < length; i += Count)
        {
            Ahead.Fetch(ref gradient, i, 2);
            Ahead.Fetch(ref second, i, 2);
            Ahead.Fetch(ref third, i, 2);
            Ahead.Fetch(ref fourth, i, 2);
            sums0.Add(ref gradient, i, square);
            sums1.Add(ref second, i, square);
            sums2.Add(ref third, i, square);
            sums3.Add(ref fourth, i, square);
        }

        sums0.Store(lanes);
        sums1.Store(lanes[Count..]);
        sums2.Store(lanes[(2 * Count)..]);
        sums3.Store(lanes[(3 * Count)..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add512<TSquare>(ref float gradient, nuint length, TSquare square, Span<double> lanes)
        where TSquare : struct, ISquare
    {
        nuint i = 0;
        Sums512 sums = default;
        for (; i + Count <= length; i += Count)
        {
            Ahead.FetchFar(ref gradient, i, 2);
            sums.Add(ref gradient, i, square);
        }

        sums.Store(lanes);
        AddScalar(ref gradient, i, length, square, lanes);
    }

    public static void Add256<TSquare>(ref float gradient, nuint length, TSquare square, Span<double> lanes)
        where TSquare : struct, ISquare
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
            sum0 += Vector256.WidenLower(square0);
            sum1 += Vector256.WidenUpper(square0);
            sum2 += Vector256.WidenLower(square1);
            sum3 += Vector256.WidenUpper(square1);
            sum4 += Vector256.WidenLower(square2);
            sum5 += Vector256.WidenUpper(square2);
            sum6 += Vector256.WidenLower(square3);
            sum7 += Vector256.WidenUpper(square3);
        }

        ref double first = ref MemoryMarshal.GetReference(lanes);
        sum0.StoreUnsafe(ref first);
        sum1.StoreUnsafe(ref first, 4);
        sum2.StoreUnsafe(ref first, 8);
        sum3.StoreUnsafe(ref first, 12);
        sum4.StoreUnsafe(ref first, 16);
        sum5.StoreUnsafe(ref first, 20);
        sum6.StoreUnsafe(ref first, 24);
        sum7.StoreUnsafe(ref first, 28);
        AddScalar(ref gradient, i, length, square, lanes);
    }

    public static void Add128<TSquare>(ref float gradient, nuint length, TSquare square, Span<double> lanes)
        where TSquare : struct, ISquare
    {
        // Sixteen sums would fill the register file; two passes over a block that lies in L1 keep eight each.
        nuint whole = length - (length % Count);
        AddHalf128(ref gradient, whole, 0, square, lanes);
        AddHalf128(ref gradient, whole, Count / 2, square, lanes);
        AddScalar(ref gradient, whole, length, square, lanes);
    }

    public static void AddScalar<TSquare>(ref float gradient, nuint start, nuint length, TSquare square, Span<double> lanes)
        where TSquare : struct, ISquare
    {
        for (nuint i = start; i < length; i++)
        {
            lanes[(int)(i % Count)] += square.Of(Unsafe.Add(ref gradient, i));
        }
    }

    private static void AddHalf128<TSquare>(ref float gradient, nuint whole, int lane, TSquare square, Span<double> lanes)
        where TSquare : struct, ISquare
    {
        Vector128<double> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
        Vector128<double> sum4 = default, sum5 = default, sum6 = default, sum7 = default;
        for (nuint i = (nuint)lane; i < whole; i += Count)
        {
            Vector128<float> square0 = square.Of(Vector128.LoadUnsafe(ref gradient, i));
            Vector128<float> square1 = square.Of(Vector128.LoadUnsafe(ref gradient, i + 4));
            Vector128<float> square2 = square.Of(Vector128.LoadUnsafe(ref gradient, i + 8));
            Vector128<float> square3 = square.Of(Vector128.LoadUnsafe(ref gradient, i + 12));
            sum0 += Vector128.WidenLower(square0);
            sum1 += Vector128.WidenUpper(square0);
            sum2 += Vector128.WidenLower(square1);
            sum3 += Vector128.WidenUpper(square1);
            sum4 += Vector128.WidenLower(square2);
            sum5 += Vector128.WidenUpper(square2);
            sum6 += Vector128.WidenLower(square3);
            sum7 += Vector128.WidenUpper(square3);
        }

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

    /// <summary>The 32 lanes of a block in four vectors.</summary>
    private struct Sums512
    {
        private Vector512<double> _lanes0, _lanes8, _lanes16, _lanes24;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add<TSquare>(ref float gradient, nuint i, TSquare square)
            where TSquare : struct, ISquare
        {
            Vector512<float> square0 = square.Of(Vector512.LoadUnsafe(ref gradient, i));
            Vector512<float> square16 = square.Of(Vector512.LoadUnsafe(ref gradient, i + 16));
            _lanes0 += Vector512.WidenLower(square0);
            _lanes8 += Vector512.WidenUpper(square0);
            _lanes16 += Vector512.WidenLower(square16);
            _lanes24 += Vector512.WidenUpper(square16);
        }

        public readonly void Store(Span<double> lanes)
        {
            ref double first = ref MemoryMarshal.GetReference(lanes[..Count]);
            _lanes0.StoreUnsafe(ref first);
            _lanes8.StoreUnsafe(ref first, 8);
            _lanes16.StoreUnsafe(ref first, 16);
            _lanes24.StoreUnsafe(ref first, 24);
        }
    }
}
