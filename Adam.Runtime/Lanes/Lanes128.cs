using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Adam.Lanes;

/// <summary>What emitted loops do with 128-bit vectors beyond plus, minus, times and divide.</summary>
/// <remarks>
/// Part of the contract between emitted code and this library; user code does not need it. Every operation gives the bits of
/// <see cref="ScalarLanes"/> in every lane; there the formulas are easiest to read.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Lanes128
{
    private static Vector128<int> Magnitude => Vector128.Create(Binary32.Magnitude);

    /// <summary>Square root, correctly rounded.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Sqrt(Vector128<float> x) => Vector128.Sqrt(x);

    /// <inheritdoc cref="ScalarLanes.Maximum"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Maximum(Vector128<float> x, Vector128<float> y) =>
        Sse.IsSupported
            ? Sse.Or(Sse.Max(x, y), Sse.CompareUnordered(x, x)) // The maximum is y where x is NaN, and all ones are NaN.
            : Vector128.ConditionalSelect(Vector128.GreaterThan(x, y), x, y) | ~Vector128.Equals(x, x);

    /// <inheritdoc cref="ScalarLanes.Clamped"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Clamped(Vector128<float> x, Vector128<float> lower, Vector128<float> upper)
    {
        // The minimum and maximum of x64 are the second operand where one is NaN, those of arm64 are NaN.
        if (Sse.IsSupported)
        {
            return Sse.Max(lower, Sse.Min(upper, x));
        }

        if (AdvSimd.IsSupported)
        {
            return AdvSimd.Max(lower, AdvSimd.Min(upper, x));
        }

        Vector128<float> lowered = Vector128.ConditionalSelect(Vector128.GreaterThan(x, upper), upper, x);
        return Vector128.ConditionalSelect(Vector128.LessThan(lowered, lower), lower, lowered);
    }

    /// <inheritdoc cref="ScalarLanes.Masked"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Masked(Vector128<float> x, Vector128<int> mask) => (x.AsInt32() & mask).AsSingle();

    /// <inheritdoc cref="ScalarLanes.Window"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Window(Vector128<float> x) => x.AsInt32() + Vector128.Create(Binary32.WindowShift);

    /// <inheritdoc cref="ScalarLanes.Least(float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Least(Vector128<float> x, Vector128<float> y) => Vector128.Min(x.AsInt32(), y.AsInt32());

    /// <inheritdoc cref="ScalarLanes.Least(float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Least(Vector128<int> x, Vector128<int> y) => Vector128.Min(x, y);

    /// <inheritdoc cref="ScalarLanes.AreCommon"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreCommon(Vector128<int> windows, Vector128<int> moments) =>
        ((windows << 1) & (moments << 2)).ExtractMostSignificantBits() == 0xF;

    /// <inheritdoc cref="ScalarLanes.AreOrdinary"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreOrdinary(Vector128<int> windows, Vector128<int> least, int everyLane)
    {
        // Sign bits: of least - limit, where least is not negative; and of the windows, whose bit 30 moves there.
        Vector128<int> small = least | (least - Vector128.Create(Binary32.LeastSecondMoment));
        Vector128<int> ordinary = Vector128.AndNot(windows << 1, small) | Vector128.Create(everyLane);
        return ordinary.ExtractMostSignificantBits() == 0b1111;
    }

    /// <inheritdoc cref="ScalarLanes.Nonzero"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<uint> Nonzero(Vector128<float> x) => (x.AsUInt32() << 1) - Vector128<uint>.One;

    /// <inheritdoc cref="ScalarLanes.Lower"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<uint> Lower(Vector128<uint> x, Vector128<uint> y) => Vector128.Min(x, y);

    /// <inheritdoc cref="ScalarLanes.Upper(float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<uint> Upper(Vector128<float> x, Vector128<float> y) => Vector128.Max(x.AsUInt32(), y.AsUInt32());

    /// <inheritdoc cref="ScalarLanes.Upper(float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<uint> Upper(Vector128<uint> x, Vector128<uint> y) => Vector128.Max(x, y);

    /// <inheritdoc cref="ScalarLanes.AreZerosHarmless"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreZerosHarmless(Vector128<uint> values, Vector128<uint> gradients, Vector128<uint> moments, Vector128<uint> largest, uint leastGradient) =>
        Vector128.GreaterThanOrEqualAll(values, Vector128.Create(Binary32.LeastNonzeroValue))
        && Vector128.GreaterThanOrEqualAll(gradients, Vector128.Create(leastGradient))
        && Vector128.GreaterThanOrEqualAll(moments, Vector128.Create(Binary32.LeastNonzeroMoment))
        && Vector128.LessThanOrEqualAll(largest, Vector128.Create(Binary32.LargestZeroSafeMoment));

    /// <inheritdoc cref="ScalarLanes.AreInWindow"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreInWindow(Vector128<int> windows) => (windows << 1).ExtractMostSignificantBits() == 0b1111;

    /// <inheritdoc cref="ScalarLanes.Bits"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Bits(Vector128<float> x) => x.AsInt32();

    /// <inheritdoc cref="ScalarLanes.AreZero"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreZero(Vector128<int> bits) => bits == Vector128<int>.Zero;

    /// <inheritdoc cref="ScalarLanes.QuotientsVanish"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool QuotientsVanish(Vector128<int> numerators, Vector128<uint> largest) =>
        (numerators << 1) == Vector128<int>.Zero && Vector128.LessThanOrEqualAll(largest, Vector128.Create(Binary32.Infinity));

    /// <inheritdoc cref="ScalarLanes.Flush"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Flush(Vector128<float> x) => Clear(x, Vector128.Create(Binary32.LeastNormal));

    /// <inheritdoc cref="ScalarLanes.Product"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Product(Vector128<float> x, Vector128<float> factor, Vector128<int> floor) => Clear(x, floor) * factor;

    /// <inheritdoc cref="ScalarLanes.Square"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Square(Vector128<float> x)
    {
        Vector128<int> small = Vector128.Equals(x.AsInt32() & Vector128.Create(Binary32.SquaredBits), Vector128<int>.Zero);
        Vector128<float> cleared = Vector128.AndNot(x.AsInt32(), small).AsSingle();
        return cleared * cleared;
    }

    /// <inheritdoc cref="ScalarLanes.SquareOfAny"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> SquareOfAny(Vector128<float> x, bool clears) => clears ? Square(x) : x * x;

    /// <inheritdoc cref="ScalarLanes.Quotient"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Quotient(Vector128<float> x, Vector128<float> divisor)
    {
        Vector128<int> atLeastOne = Vector128.Max(divisor.AsInt32() & Magnitude, Vector128.Create(Binary32.One));
        return Clear(x, atLeastOne - Vector128.Create(Binary32.QuotientShift)) / divisor;
    }

    /// <summary>Zero, with its sign, where the magnitude is below a positive number given by its bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Clear(Vector128<float> x, Vector128<int> floor)
    {
        // The bits of positive numbers are ordered like the numbers, and those of NaN lie above all of them.
        Vector128<int> below = Vector128.LessThan(x.AsInt32() & Magnitude, floor);
        return Vector128.AndNot(x.AsInt32(), below & Magnitude).AsSingle();
    }
}
