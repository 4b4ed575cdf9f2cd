using System;
using System.Runtime.CompilerServices;

namespace Adam.Steps;

/// <summary>Guesses from a few elements whether a gradient has many whose squares are subnormal. A wrong guess costs time, no bit.</summary>
internal static class TinySample
{
    /// <summary>Enough to see one in twenty nearly always.</summary>
    private const int Count = 64;

    // 2^-75 and 2^-63: squares of what lies between are subnormal, and smaller ones vanish at once.
    private const int Least = (127 - 75) << 23, Limit = (127 - 63) << 23;

    /// <summary>Whether one of some elements, equally far from each other, lies there.</summary>
    public static bool FindsSome(ref float gradient, long length)
    {
        long stride = Math.Max(1, length / Count);
        for (long i = 0; i < length; i += stride)
        {
            int magnitude = BitConverter.SingleToInt32Bits(Unsafe.Add(ref gradient, (nint)i)) & int.MaxValue;
            if ((uint)(magnitude - Least) < Limit - Least)
            {
                return true;
            }
        }

        return false;
    }
}
