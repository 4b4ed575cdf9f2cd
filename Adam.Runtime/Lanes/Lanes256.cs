using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Adam.Lanes;

/// <summary>What emitted loops do with 256-bit vectors beyond plus, minus, times and divide.</summary>
/// <remarks>
/// Part of the contract between emitted code and this library; user code does not need it. Every operation gives the bits of
/// <see cref="ScalarLanes"/> in every lane; there the formulas are easiest to read.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Lanes256
{
    private static Vector256<int> Magnitude => Vector256.Create(Binary32.Magnitude);

    /// <summary>Square root, correctly rounded.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Sqrt(Vector256<float> x) => Vector256.Sqrt(x);

    /// <inheritdoc cref="ScalarLanes.Maximum"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Maximum(Vector256<float> x, Vector256<float> y) =>
        Avx.IsSupported
            ? Avx.Or(Avx.Max(x, y), Avx.CompareUnordered(x, x)) // The maximum is y where x is NaN, and all ones are NaN.
            : Vector256.ConditionalSelect(Vector256.GreaterThan(x, y), x, y) | ~Vector256.Equals(x, x);

    /// <inheritdoc cref="ScalarLanes.Clamped"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Clamped(Vector256<float> x, Vector256<float> lower, Vector256<float> upper)
    {
        // The processor's minimum and maximum are the second operand where one is NaN.
        if (Avx.IsSupported)
        {
            return Avx.Max(lower, Avx.Min(upper, x));
        }

        Vector256<float> lowered = Vector256.ConditionalSelect(Vector256.GreaterThan(x, upper), upper, x);
        return Vector256.ConditionalSelect(Vector256.LessThan(lowered, lower), lower, lowered);
    }

    /// <inheritdoc cref="ScalarLanes.Masked"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Masked(Vector256<float> x, Vector256<int> mask) => (x.AsInt32() & mask).AsSingle();

    /// <inheritdoc cref="ScalarLanes.Window"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Window(Vector256<float> x) => x.AsInt32() + Vector256.Create(Binary32.WindowShift);

    /// <inheritdoc cref="ScalarLanes.Least(float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Least(Vector256<float> x, Vector256<float> y) => Vector256.Min(x.AsInt32(), y.AsInt32());

    /// <inheritdoc cref="ScalarLanes.Least(float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Least(Vector256<int> x, Vector256<int> y) => Vector256.Min(x, y);

    /// <inheritdoc cref="ScalarLanes.AreCommon"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreCommon(Vector256<int> windows, Vector256<int> moments) =>
        ((windows << 1) & (moments << 2)).ExtractMostSignificantBits() == 0xFF;

    /// <inheritdoc cref="ScalarLanes.AreOrdinary"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreOrdinary(Vector256<int> windows, Vector256<int> least, int everyLane)
    {
        // Sign bits: of least - limit, where least is not negative; and of the windows, whose bit 30 moves there.
        Vector256<int> small = least | (least - Vector256.Create(Binary32.LeastSecondMoment));
        Vector256<int> ordinary = Vector256.AndNot(windows << 1, small) | Vector256.Create(everyLane);
        return ordinary.ExtractMostSignificantBits() == 0xFF;
    }

    /// <inheritdoc cref="ScalarLanes.Nonzero"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> Nonzero(Vector256<float> x) => (x.AsUInt32() << 1) - Vector256<uint>.One;

    /// <inheritdoc cref="ScalarLanes.Lower"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> Lower(Vector256<uint> x, Vector256<uint> y) => Vector256.Min(x, y);

    /// <inheritdoc cref="ScalarLanes.Upper(float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> Upper(Vector256<float> x, Vector256<float> y) => Vector256.Max(x.AsUInt32(), y.AsUInt32());

    /// <inheritdoc cref="ScalarLanes.Upper(float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> Upper(Vector256<uint> x, Vector256<uint> y) => Vector256.Max(x, y);

    /// <inheritdoc cref="ScalarLanes.AreZerosHarmless"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreZerosHarmless(Vector256<uint> values, Vector256<uint> gradients, Vector256<uint> moments, Vector256<uint> largest, uint leastGradient) =>
        Vector256.GreaterThanOrEqualAll(values, Vector256.Create(Binary32.LeastNonzeroValue))
        && Vector256.GreaterThanOrEqualAll(gradients, Vector256.Create(leastGradient))
        && Vector256.GreaterThanOrEqualAll(moments, Vector256.Create(Binary32.LeastNonzeroMoment))
        && Vector256.LessThanOrEqualAll(largest, Vector256.Create(Binary32.LargestZeroSafeMoment));

    /// <inheritdoc cref="ScalarLanes.AreInWindow"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreInWindow(Vector256<int> windows) => (windows << 1).ExtractMostSignificantBits() == 0xFF;

    /// <inheritdoc cref="ScalarLanes.Bits"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Bits(Vector256<float> x) => x.AsInt32();

    /// <inheritdoc cref="ScalarLanes.AreZero"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreZero(Vector256<int> bits) => bits == Vector256<int>.Zero;

    /// <inheritdoc cref="ScalarLanes.QuotientsVanish"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool QuotientsVanish(Vector256<int> numerators, Vector256<uint> largest) =>
        (numerators << 1) == Vector256<int>.Zero && Vector256.LessThanOrEqualAll(largest, Vector256.Create(Binary32.Infinity));

    /// <inheritdoc cref="ScalarLanes.Flush"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Flush(Vector256<float> x) => Clear(x, Vector256.Create(Binary32.LeastNormal));

    /// <inheritdoc cref="ScalarLanes.Product"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Product(Vector256<float> x, Vector256<float> factor, Vector256<int> floor) => Clear(x, floor) * factor;

    /// <inheritdoc cref="ScalarLanes.Square"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Square(Vector256<float> x)
    {
        Vector256<int> small = Vector256.Equals(x.AsInt32() & Vector256.Create(Binary32.SquaredBits), Vector256<int>.Zero);
        Vector256<float> cleared = Vector256.AndNot(x.AsInt32(), small).AsSingle();
        return cleared * cleared;
    }

    /// <inheritdoc cref="ScalarLanes.SquareOfAny"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> SquareOfAny(Vector256<float> x, bool clears) => clears ? Square(x) : x * x;

    /// <inheritdoc cref="ScalarLanes.Quotient"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Quotient(Vector256<float> x, Vector256<float> divisor)
    {
        Vector256<int> atLeastOne = Vector256.Max(divisor.AsInt32() & Magnitude, Vector256.Create(Binary32.One));
        return Clear(x, atLeastOne - Vector256.Create(Binary32.QuotientShift)) / divisor;
    }

    /// <summary>Zero, with its sign, where the magnitude is below a positive number given by its bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Clear(Vector256<float> x, Vector256<int> floor)
    {
        // The bits of positive numbers are ordered like the numbers, and those of NaN lie above all of them.
        Vector256<int> below = Vector256.LessThan(x.AsInt32() & Magnitude, floor);
        return Vector256.AndNot(x.AsInt32(), below & Magnitude).AsSingle();
    }
}
