using System;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Adam.Processors;

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

    /// <summary>
    /// Whether a subnormal product takes long: 150 cycles on Intel's servers, next to nothing on AMD's Zen 5. Unknown makers count as
    /// AMD's, since on their processors nothing was measured.
    /// </summary>
    public static bool IsSlowOnSubnormals => IsIntels;

    /// <summary>Bytes of a core's second cache; 1 MiB where the processor does not say.</summary>
    public static long SecondCacheBytes { get; } = FindSecondCache() is > 0 and long bytes ? bytes : 1 << 20;

    private static long FindSecondCache()
    {
        if (!X86Base.IsSupported)
        {
            return 0;
        }

        if (!IsIntels)
        {
            // AMD's: leaf 0x80000006 has it in KiB.
            (int largest, _, _, _) = X86Base.CpuId(int.MinValue, 0);
            return (uint)largest >= 0x80000006u ? (long)((uint)X86Base.CpuId(unchecked((int)0x80000006), 0).Ecx >> 16) << 10 : 0;
        }

        if (X86Base.CpuId(0, 0).Eax < 4)
        {
            return 0;
        }

        // Intel's: leaf 4 describes one cache after the other, until the type in the low bits is 0.
        for (int index = 0; index < 16; index++)
        {
            (int eax, int ebx, int ecx, int _) = X86Base.CpuId(4, index);
            int type = eax & 31, level = (eax >> 5) & 7;
            if (type == 0)
            {
                break;
            }

            if (level == 2)
            {
                long ways = ((uint)ebx >> 22) + 1, partitions = ((ebx >> 12) & 0x3FF) + 1, line = (ebx & 0xFFF) + 1;
                return ways * partitions * line * ((uint)ecx + 1L);
            }
        }

        return 0;
    }

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
