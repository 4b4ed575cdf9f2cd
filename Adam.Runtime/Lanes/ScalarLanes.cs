using System;
using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Adam.Lanes;

/// <summary>What emitted loops do with one lane beyond plus, minus, times and divide. The wider lanes give the same bits.</summary>
/// <remarks>Part of the contract between emitted code and this library; user code does not need it.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ScalarLanes
{
    /// <summary>Square root, correctly rounded.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sqrt(float x) => MathF.Sqrt(x);

    /// <summary>x where x is greater than y, else y; NaN where either is NaN (D8).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Maximum(float x, float y) => x > y || float.IsNaN(x) ? x : y;

    /// <summary>x where x is less than y, else y; NaN where either is NaN (D8).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Minimum(float x, float y) => x < y || float.IsNaN(x) ? x : y;

    /// <summary>x where the mask is all ones, +0 where it is zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Masked(float x, int mask) => BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(x) & mask);

    /// <summary>A word whose bit 30 is set exactly where 2^-63 &lt;= |x| &lt; 2^65; several are joined by and.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Window(float x) => unchecked(BitConverter.SingleToInt32Bits(x) + Binary32.WindowShift);

    /// <summary>The smaller of two numbers by their bits: like the numbers where both are positive, negative where one is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Least(float x, float y) => Math.Min(BitConverter.SingleToInt32Bits(x), BitConverter.SingleToInt32Bits(y));

    /// <inheritdoc cref="Least(float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Least(int x, int y) => Math.Min(x, y);

    /// <summary>
    /// Whether all lanes of a group are ordinary, so that flushing provably changes none of them: every window's bit 30 is set and
    /// the least second moment is at least 2^-95 (docs/numerics.md). Every lane counts as ordinary where the last word is all ones.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreOrdinary(int windows, int least, int everyLane) =>
        (((windows << 1) & ~(least | unchecked(least - Binary32.LeastSecondMoment))) | everyLane) < 0;

    /// <summary>Zero, with its sign, where x is subnormal (S0.3).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Flush(float x) => Clear(x, Binary32.LeastNormal);

    /// <summary>x * factor, flushed: x is cleared below the factor's floor, so no subnormal number ever arises.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Product(float x, float factor, int floor) => Clear(x, floor) * factor;

    /// <summary>x * x, flushed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Square(float x)
    {
        float cleared = Clear(x, Binary32.LeastSquared);
        return cleared * cleared;
    }

    /// <summary>
    /// x / divisor, flushed. A quotient is flushed exactly where |x| &lt; |divisor| * 2^-126 (none lands between the least normal number
    /// and the last one that rounds to it). For a divisor below 1 no normal x is that small, so 1 serves in its place.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Quotient(float x, float divisor)
    {
        int atLeastOne = Math.Max(BitConverter.SingleToInt32Bits(divisor) & Binary32.Magnitude, Binary32.One);
        return Clear(x, atLeastOne - Binary32.QuotientShift) / divisor;
    }

    /// <summary>Zero, with its sign, where the magnitude is below a positive number given by its bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Clear(float x, int floor)
    {
        int bits = BitConverter.SingleToInt32Bits(x);

        // The bits of positive numbers are ordered like the numbers, and those of NaN lie above all of them.
        return (bits & Binary32.Magnitude) < floor ? BitConverter.Int32BitsToSingle(bits & Binary32.Sign) : x;
    }
}
