using System;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Adam.Steps;

/// <summary>What decides between two ways to the same square root.</summary>
internal static class Divider
{
    /// <summary>
    /// Whether a 512-bit root and a 512-bit division one after the other take longer than the division alone and the multiply-adds of
    /// a root: 22 against 13 cycles on Intel's servers, 9 against 12 on AMD's Zen 5 (docs/performance.md). Unknown makers count as
    /// AMD's, whose way is the simpler one.
    /// </summary>
    public static readonly bool IsSlow = IsIntel();

    private static bool IsIntel()
    {
        if (!X86Base.IsSupported)
        {
            return false;
        }

        (int _, int ebx, int ecx, int edx) = X86Base.CpuId(0, 0);
        ReadOnlySpan<int> words = [ebx, edx, ecx];
        return MemoryMarshal.AsBytes(words).SequenceEqual("GenuineIntel"u8);
    }
}
