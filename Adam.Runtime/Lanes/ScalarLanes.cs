using System;
using System.Runtime.CompilerServices;

namespace Adam.Lanes;

/// <summary>What the numbers of a step need.</summary>
internal static class ScalarLanes
{
    /// <summary>x where x is greater than y, else y; NaN where either is NaN (D8).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Maximum(float x, float y) => x > y || float.IsNaN(x) ? x : y;

    /// <summary>x where x is less than y, else y; NaN where either is NaN (D8).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Minimum(float x, float y) => x < y || float.IsNaN(x) ? x : y;

    /// <summary>Twice the bits of |x|, less one: ordered like the magnitudes, but zero is above all of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Nonzero(float x) => unchecked((BitConverter.SingleToUInt32Bits(x) << 1) - 1);
}
