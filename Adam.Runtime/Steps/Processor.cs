using System;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Adam.Steps;

/// <summary>What the makers of processors do differently enough to decide between two ways to the same bits (docs/performance.md).</summary>
internal static class Processor
{
    private static readonly bool IsIntels = IsIntel();

    /// <summary>
    /// Whether a 512-bit root and a 512-bit division one after the other take longer than the division alone and the multiply-adds of
    /// a root: 22 against 13 cycles on Intel's servers, 9 against 12 on AMD's Zen 5. Unknown makers count as AMD's, whose way is the
    /// simpler one.
    /// </summary>
    public static bool HasSlowDivider => IsIntels;

    /// <summary>
    /// Whether memory has to be asked for ahead even in a long walk: on Intel's servers it saves a quarter of the time, on AMD's Zen 5
    /// it costs a tenth, because the processor sees the walk by itself.
    /// </summary>
    public static bool NeedsFetching => IsIntels;

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
