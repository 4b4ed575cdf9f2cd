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

    /// <summary>x where it lies between the two, else the nearer one; NaN where x is. The bounds are not, nor zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Clamped(float x, float lower, float upper) => x > upper ? upper : x < lower ? lower : x;

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
    /// Whether all windows that were joined have bit 30, and all moments that were joined bit 29, which says that their magnitudes lie in
    /// [2^-63, 2) or from 2^65 on: enough for ordinary lanes, and what nearly all are (docs/numerics.md).
    /// </summary>
    /// <param name="windows">The <see cref="Window"/> of every variable and average, joined by and.</param>
    /// <param name="moments">The <see cref="Bits"/> of every moment, joined by and.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreCommon(int windows, int moments) => ((windows << 1) & (moments << 2)) < 0;

    /// <summary>
    /// Whether all lanes of a group are ordinary, so that flushing provably changes none of them: every window's bit 30 is set and
    /// the least second moment is at least 2^-95 (docs/numerics.md). Every lane counts as ordinary where the last word is all ones.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreOrdinary(int windows, int least, int everyLane) =>
        (((windows << 1) & ~(least | unchecked(least - Binary32.LeastSecondMoment))) | everyLane) < 0;

    /// <summary>Twice the bits of |x|, less one: ordered like the magnitudes, but zero is above all of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Nonzero(float x) => unchecked((BitConverter.SingleToUInt32Bits(x) << 1) - 1);

    /// <summary>The lower of two words.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Lower(uint x, uint y) => Math.Min(x, y);

    /// <summary>The upper of two numbers' bits as words: negative numbers and NaN are above infinity.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Upper(float x, float y) => Math.Max(BitConverter.SingleToUInt32Bits(x), BitConverter.SingleToUInt32Bits(y));

    /// <inheritdoc cref="Upper(float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Upper(uint x, uint y) => Math.Max(x, y);

    /// <summary>
    /// Whether every lane of a group is ordinary but for zeros that need no flushing: p and m zero or at least 2^-63, g zero or at
    /// least the word given, second moments zero or in [2^-95, 2^20] (docs/numerics.md).
    /// </summary>
    /// <param name="values">The lowest <see cref="Nonzero"/> of all p and m.</param>
    /// <param name="gradients">The lowest of all g.</param>
    /// <param name="moments">The lowest of all second moments.</param>
    /// <param name="largest">The <see cref="Upper(float, float)"/> one of all second moments.</param>
    /// <param name="leastGradient">The <see cref="Nonzero"/> word of the least gradient.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreZerosHarmless(uint values, uint gradients, uint moments, uint largest, uint leastGradient) =>
        values >= Binary32.LeastNonzeroValue
        && gradients >= leastGradient
        && moments >= Binary32.LeastNonzeroMoment
        && largest <= Binary32.LargestZeroSafeMoment;

    /// <summary>Whether all numbers whose windows were joined lie in the window.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreInWindow(int windows) => windows << 1 < 0;

    /// <summary>The bits of x; several are joined by or.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Bits(float x) => BitConverter.SingleToInt32Bits(x);

    /// <summary>Whether all bits are zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreZero(int bits) => bits == 0;

    /// <summary>
    /// Whether all quotients are the numerators themselves: zeros, over the root of second moments that are neither negative nor NaN
    /// plus a positive epsilon.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool QuotientsVanish(int numerators, uint largest) => numerators << 1 == 0 && largest <= Binary32.Infinity;

    /// <summary>Zero, with its sign, where x is subnormal (S0.3).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Flush(float x) => Clear(x, Binary32.LeastNormal);

    /// <summary>x * factor, flushed: x is cleared below the factor's floor, so no subnormal number ever arises.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Product(float x, float factor, int floor) => Clear(x, floor) * factor;

    /// <summary>x * x, flushed: what is below 2^-63 is cleared, so no subnormal number arises, which many processors take long to make.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Square(float x) => (BitConverter.SingleToInt32Bits(x) & Binary32.SquaredBits) != 0 ? x * x : 0;

    /// <summary>
    /// x * x beside an ordinary or a zero second moment, which an x below 2^-63 does not change: cleared to zero there if asked to, because the
    /// subnormal square would take many processors long.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float SquareOfAny(float x, bool clears) => clears ? Square(x) : x * x;

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
