using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Adam.Lanes;

namespace Adam.Steps;

/// <summary>
/// Adds the squares of a block to 32 double lanes, element i to lane i mod 32, in index order: the same additions at every width.
/// An operand below the least one that counts is cleared first, so that no subnormal square arises.
/// </summary>
internal static class SquareLanes
{
    public const int Count = 32;

    public static void Add512(ref float gradient, nuint length, int least, Span<double> lanes)
    {
        nuint i = 0;
        Vector512<double> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
        Vector512<int> floor = Vector512.Create(least);
        for (; i + Count <= length; i += Count)
        {
            Vector512<float> square0 = Square(Vector512.LoadUnsafe(ref gradient, i), floor);
            Vector512<float> square1 = Square(Vector512.LoadUnsafe(ref gradient, i + 16), floor);
            sum0 += Vector512.WidenLower(square0);
            sum1 += Vector512.WidenUpper(square0);
            sum2 += Vector512.WidenLower(square1);
            sum3 += Vector512.WidenUpper(square1);
        }

        ref double first = ref MemoryMarshal.GetReference(lanes);
        sum0.StoreUnsafe(ref first);
        sum1.StoreUnsafe(ref first, 8);
        sum2.StoreUnsafe(ref first, 16);
        sum3.StoreUnsafe(ref first, 24);
        AddScalar(ref gradient, i, length, least, lanes);
    }

    public static void Add256(ref float gradient, nuint length, int least, Span<double> lanes)
    {
        nuint i = 0;
        Vector256<double> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
        Vector256<double> sum4 = default, sum5 = default, sum6 = default, sum7 = default;
        Vector256<int> floor = Vector256.Create(least);
        for (; i + Count <= length; i += Count)
        {
            Vector256<float> square0 = Square(Vector256.LoadUnsafe(ref gradient, i), floor);
            Vector256<float> square1 = Square(Vector256.LoadUnsafe(ref gradient, i + 8), floor);
            Vector256<float> square2 = Square(Vector256.LoadUnsafe(ref gradient, i + 16), floor);
            Vector256<float> square3 = Square(Vector256.LoadUnsafe(ref gradient, i + 24), floor);
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
        AddScalar(ref gradient, i, length, least, lanes);
    }

    public static void Add128(ref float gradient, nuint length, int least, Span<double> lanes)
    {
        // Sixteen sums would fill the register file; two passes over a block that lies in L1 keep eight each.
        nuint whole = length - (length % Count);
        AddHalf128(ref gradient, whole, 0, least, lanes);
        AddHalf128(ref gradient, whole, Count / 2, least, lanes);
        AddScalar(ref gradient, whole, length, least, lanes);
    }

    public static void AddScalar(ref float gradient, nuint start, nuint length, int least, Span<double> lanes)
    {
        for (nuint i = start; i < length; i++)
        {
            float x = Unsafe.Add(ref gradient, i);
            if ((BitConverter.SingleToInt32Bits(x) & Binary32.Magnitude) >= least)
            {
                lanes[(int)(i % Count)] += x * x;
            }
        }
    }

    private static void AddHalf128(ref float gradient, nuint whole, int lane, int least, Span<double> lanes)
    {
        Vector128<double> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
        Vector128<double> sum4 = default, sum5 = default, sum6 = default, sum7 = default;
        Vector128<int> floor = Vector128.Create(least);
        for (nuint i = (nuint)lane; i < whole; i += Count)
        {
            Vector128<float> square0 = Square(Vector128.LoadUnsafe(ref gradient, i), floor);
            Vector128<float> square1 = Square(Vector128.LoadUnsafe(ref gradient, i + 4), floor);
            Vector128<float> square2 = Square(Vector128.LoadUnsafe(ref gradient, i + 8), floor);
            Vector128<float> square3 = Square(Vector128.LoadUnsafe(ref gradient, i + 12), floor);
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Square(Vector512<float> x, Vector512<int> floor)
    {
        Vector512<int> below = Vector512.LessThan(x.AsInt32() & Vector512.Create(Binary32.Magnitude), floor);
        Vector512<float> cleared = Vector512.AndNot(x.AsInt32(), below).AsSingle();
        return cleared * cleared;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Square(Vector256<float> x, Vector256<int> floor)
    {
        Vector256<int> below = Vector256.LessThan(x.AsInt32() & Vector256.Create(Binary32.Magnitude), floor);
        Vector256<float> cleared = Vector256.AndNot(x.AsInt32(), below).AsSingle();
        return cleared * cleared;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Square(Vector128<float> x, Vector128<int> floor)
    {
        Vector128<int> below = Vector128.LessThan(x.AsInt32() & Vector128.Create(Binary32.Magnitude), floor);
        Vector128<float> cleared = Vector128.AndNot(x.AsInt32(), below).AsSingle();
        return cleared * cleared;
    }
}
