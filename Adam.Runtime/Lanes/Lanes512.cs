using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

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

    /// <inheritdoc cref="ScalarLanes.Maximum"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Maximum(Vector512<float> x, Vector512<float> y)
    {
        Vector512<float> larger = Vector512.ConditionalSelect(Vector512.GreaterThan(x, y), x, y);
        return Vector512.ConditionalSelect(Vector512.Equals(x, x), larger, x);
    }

    /// <inheritdoc cref="ScalarLanes.Minimum"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Minimum(Vector512<float> x, Vector512<float> y)
    {
        Vector512<float> smaller = Vector512.ConditionalSelect(Vector512.LessThan(x, y), x, y);
        return Vector512.ConditionalSelect(Vector512.Equals(x, x), smaller, x);
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

    /// <inheritdoc cref="ScalarLanes.AreOrdinary"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreOrdinary(Vector512<int> windows, Vector512<int> least, int everyLane)
    {
        // Sign bits: of least - limit, where least is not negative; and of the windows, whose bit 30 moves there.
        Vector512<int> small = least | (least - Vector512.Create(Binary32.LeastSecondMoment));
        Vector512<int> ordinary = Vector512.AndNot(windows << 1, small) | Vector512.Create(everyLane);
        return ordinary.ExtractMostSignificantBits() == 0xFFFF;
    }

    /// <inheritdoc cref="ScalarLanes.Flush"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Flush(Vector512<float> x) => Clear(x, Vector512.Create(Binary32.LeastNormal));

    /// <inheritdoc cref="ScalarLanes.Product"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Product(Vector512<float> x, Vector512<float> factor, Vector512<int> floor) => Clear(x, floor) * factor;

    /// <inheritdoc cref="ScalarLanes.Square"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Square(Vector512<float> x)
    {
        Vector512<float> cleared = Clear(x, Vector512.Create(Binary32.LeastSquared));
        return cleared * cleared;
    }

    /// <inheritdoc cref="ScalarLanes.Quotient"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Quotient(Vector512<float> x, Vector512<float> divisor)
    {
        Vector512<int> atLeastOne = Vector512.Max(divisor.AsInt32() & Magnitude, Vector512.Create(Binary32.One));
        return Clear(x, atLeastOne - Vector512.Create(Binary32.QuotientShift)) / divisor;
    }

    /// <summary>Zero, with its sign, where the magnitude is below a positive number given by its bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Clear(Vector512<float> x, Vector512<int> floor)
    {
        // The bits of positive numbers are ordered like the numbers, and those of NaN lie above all of them.
        Vector512<int> below = Vector512.LessThan(x.AsInt32() & Magnitude, floor);
        return Vector512.AndNot(x.AsInt32(), below & Magnitude).AsSingle();
    }
}
