using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Adam.Lanes;

/// <summary>What emitted loops do with 512-bit vectors beyond plus, minus, times and divide.</summary>
/// <remarks>
/// Part of the contract between emitted code and this library; user code does not need it. Every operation gives the bits of
/// <see cref="ScalarLanes"/> in every lane; there the formulas are easiest to read.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Lanes512
{
    private static Vector512<int> Magnitude => Vector512.Create(Binary32.Magnitude);

    /// <summary>Square root, correctly rounded.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Sqrt(Vector512<float> x) => Vector512.Sqrt(x);

    /// <summary>
    /// Square root of what the second moments of the plain loop can become, correctly rounded: the hardware's; or, where the divider is slow, a
    /// Newton step and a correction on the multiply-add ports while the divider is busy with the division, which is correctly
    /// rounded for every x but 0 &lt; x &lt; 2^-102.
    /// </summary>
    /// <remarks>
    /// With s near sqrt(x) and h near 1/(2 sqrt(x)), e = 1/2 - s h is their common error. The correction s + (x - s s) h rounds
    /// once, and that rounding is the one of the exact root: a test compares all floats (docs/numerics.md). Fixup puts zero, infinity and NaN in their place.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> SqrtOfOrdinary(Vector512<float> x, bool sparesDivider)
    {
        if (!sparesDivider)
        {
            return Vector512.Sqrt(x);
        }

        Vector512<float> half = Vector512.Create(0.5f);
        Vector512<float> y = Avx512F.ReciprocalSqrt14(x);
        Vector512<float> s = x * y;
        Vector512<float> h = half * y;
        Vector512<float> e = Avx512F.FusedMultiplyAddNegated(s, h, half);
        s = Avx512F.FusedMultiplyAdd(s, e, s);
        h = Avx512F.FusedMultiplyAdd(h, e, h);
        Vector512<float> d = Avx512F.FusedMultiplyAddNegated(s, s, x);
        s = Avx512F.FusedMultiplyAdd(d, h, s);

        // By class of x: NaN gives NaN; zero and +infinity give x; -infinity and negative numbers give NaN; the rest gives s.
        return Avx512F.Fixup(s, x, Vector512.Create(0x03130122), 0);
    }

    /// <summary>
    /// x / divisor, correctly rounded: by the divider; or, where that is slow and the numbers allow it (docs/numerics.md), by products with the
    /// divisor's reciprocal in two parts and one exact correction. A zero x may change its sign then.
    /// </summary>
    /// <param name="x">The numerators.</param>
    /// <param name="divisor">The divisor.</param>
    /// <param name="reciprocal">1 / divisor, rounded.</param>
    /// <param name="rest">What that rounding left.</param>
    /// <param name="sparesDivision">Whether to take the products.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> QuotientByNumber(
        Vector512<float> x, Vector512<float> divisor, Vector512<float> reciprocal, Vector512<float> rest, bool sparesDivision)
    {
        if (!sparesDivision)
        {
            return x / divisor;
        }

        // q is off by little more than half a unit; what x - q * divisor is, exactly, times the reciprocal, puts that right (Markstein 1990).
        Vector512<float> q = Avx512F.FusedMultiplyAdd(x, reciprocal, x * rest);
        Vector512<float> error = Avx512F.FusedMultiplyAddNegated(q, divisor, x);
        return Avx512F.FusedMultiplyAdd(error, reciprocal, q);
    }

    /// <inheritdoc cref="ScalarLanes.Maximum"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Maximum(Vector512<float> x, Vector512<float> y) =>
        OrNaN(Avx512F.IsSupported ? Avx512F.Max(x, y) : Vector512.ConditionalSelect(Vector512.GreaterThan(x, y), x, y), x);

    /// <inheritdoc cref="ScalarLanes.Clamped"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Clamped(Vector512<float> x, Vector512<float> lower, Vector512<float> upper)
    {
        // The processor's minimum and maximum are the second operand where one is NaN.
        if (Avx512F.IsSupported)
        {
            return Avx512F.Max(lower, Avx512F.Min(upper, x));
        }

        Vector512<float> lowered = Vector512.ConditionalSelect(Vector512.GreaterThan(x, upper), upper, x);
        return Vector512.ConditionalSelect(Vector512.LessThan(lowered, lower), lower, lowered);
    }

    /// <inheritdoc cref="ScalarLanes.Masked"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Masked(Vector512<float> x, Vector512<int> mask) => (x.AsInt32() & mask).AsSingle();

    /// <inheritdoc cref="ScalarLanes.Window"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Window(Vector512<float> x) => x.AsInt32() + Vector512.Create(Binary32.WindowShift);

    /// <inheritdoc cref="ScalarLanes.Least(float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Least(Vector512<float> x, Vector512<float> y) => Vector512.Min(x.AsInt32(), y.AsInt32());

    /// <inheritdoc cref="ScalarLanes.Least(float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Least(Vector512<int> x, Vector512<int> y) => Vector512.Min(x, y);

    /// <inheritdoc cref="ScalarLanes.AreCommon"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreCommon(Vector512<int> windows, Vector512<int> moments) =>
        ((windows << 1) & (moments << 2)).ExtractMostSignificantBits() == 0xFFFF;

    /// <inheritdoc cref="ScalarLanes.AreOrdinary"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreOrdinary(Vector512<int> windows, Vector512<int> least, int everyLane)
    {
        // Sign bits: of least - limit, where least is not negative; and of the windows, whose bit 30 moves there.
        Vector512<int> small = least | (least - Vector512.Create(Binary32.LeastSecondMoment));
        Vector512<int> ordinary = Vector512.AndNot(windows << 1, small) | Vector512.Create(everyLane);
        return ordinary.ExtractMostSignificantBits() == 0xFFFF;
    }

    /// <inheritdoc cref="ScalarLanes.Nonzero"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> Nonzero(Vector512<float> x) => (x.AsUInt32() << 1) - Vector512<uint>.One;

    /// <inheritdoc cref="ScalarLanes.Lower"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> Lower(Vector512<uint> x, Vector512<uint> y) => Vector512.Min(x, y);

    /// <inheritdoc cref="ScalarLanes.Upper(float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> Upper(Vector512<float> x, Vector512<float> y) => Vector512.Max(x.AsUInt32(), y.AsUInt32());

    /// <inheritdoc cref="ScalarLanes.Upper(float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> Upper(Vector512<uint> x, Vector512<uint> y) => Vector512.Max(x, y);

    /// <inheritdoc cref="ScalarLanes.AreZerosHarmless"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreZerosHarmless(Vector512<uint> values, Vector512<uint> gradients, Vector512<uint> moments, Vector512<uint> largest, uint leastGradient) =>
        Vector512.GreaterThanOrEqualAll(values, Vector512.Create(Binary32.LeastNonzeroValue))
        && Vector512.GreaterThanOrEqualAll(gradients, Vector512.Create(leastGradient))
        && Vector512.GreaterThanOrEqualAll(moments, Vector512.Create(Binary32.LeastNonzeroMoment))
        && Vector512.LessThanOrEqualAll(largest, Vector512.Create(Binary32.LargestZeroSafeMoment));

    /// <inheritdoc cref="ScalarLanes.AreInWindow"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreInWindow(Vector512<int> windows) => (windows << 1).ExtractMostSignificantBits() == 0xFFFF;

    /// <inheritdoc cref="ScalarLanes.Bits"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Bits(Vector512<float> x) => x.AsInt32();

    /// <inheritdoc cref="ScalarLanes.AreZero"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreZero(Vector512<int> bits) => bits == Vector512<int>.Zero;

    /// <inheritdoc cref="ScalarLanes.QuotientsVanish"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool QuotientsVanish(Vector512<int> numerators, Vector512<uint> largest) =>
        (numerators << 1) == Vector512<int>.Zero && Vector512.LessThanOrEqualAll(largest, Vector512.Create(Binary32.Infinity));

    /// <inheritdoc cref="ScalarLanes.Flush"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Flush(Vector512<float> x)
    {
        Vector512<int> small = Vector512.Equals(x.AsInt32() & Vector512.Create(0x7F800000), Vector512<int>.Zero);
        return Vector512.ConditionalSelect(small, x.AsInt32() & Vector512.Create(Binary32.Sign), x.AsInt32()).AsSingle();
    }

    /// <inheritdoc cref="ScalarLanes.Product"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Product(Vector512<float> x, Vector512<float> factor, Vector512<int> floor) => Clear(x, floor) * factor;

    /// <inheritdoc cref="ScalarLanes.Square"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Square(Vector512<float> x)
    {
        // Compilers make one masked product of the last line, so the other lanes are not multiplied at all.
        Vector512<int> counts = ~Vector512.Equals(x.AsInt32() & Vector512.Create(Binary32.SquaredBits), Vector512<int>.Zero);
        return Vector512.ConditionalSelect(counts.AsSingle(), x * x, Vector512<float>.Zero);
    }

    /// <inheritdoc cref="ScalarLanes.SquareOfAny"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> SquareOfAny(Vector512<float> x, bool clears) => clears ? Square(x) : x * x;

    /// <inheritdoc cref="ScalarLanes.Quotient"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Quotient(Vector512<float> x, Vector512<float> divisor)
    {
        Vector512<int> atLeastOne = Vector512.Max(divisor.AsInt32() & Magnitude, Vector512.Create(Binary32.One));
        return Clear(x, atLeastOne - Vector512.Create(Binary32.QuotientShift)) / divisor;
    }

    /// <summary>The processor's maximum is the second operand where one is NaN; this puts a NaN of the first one in its place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> OrNaN(Vector512<float> result, Vector512<float> first) => Avx512F.IsSupported
        ? Avx512F.Fixup(result, first, Vector512.Create(0x22), 0)
        : Vector512.ConditionalSelect(Vector512.Equals(first, first), result, first);

    /// <summary>Zero, with its sign, where the magnitude is below a positive number given by its bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Clear(Vector512<float> x, Vector512<int> floor)
    {
        // The bits of positive numbers are ordered like the numbers, and those of NaN lie above all of them.
        Vector512<int> below = Vector512.LessThan(x.AsInt32() & Magnitude, floor);
        return Vector512.ConditionalSelect(below, x.AsInt32() & Vector512.Create(Binary32.Sign), x.AsInt32()).AsSingle();
    }
}
