using System.Collections.Generic;
using System.Runtime.Intrinsics.X86;

namespace Adam.Benchmarks.Reporting;

/// <summary>The caches as an x64 processor itself tells them. Virtual machines often show no files about them.</summary>
internal static class ProcessorCaches
{
    // Intel tells its caches at leaf 4; AMD has the same layout at the extended leaf 0x1D and nothing at 4.
    private const uint Intel = 4, Amd = Extended + 0x1D;
    private const uint Extended = 0x80000000;

    /// <summary>Name and bytes of each data cache; empty where the processor does not say.</summary>
    internal static (string Name, long Bytes)[] Read()
    {
        if (!X86Base.IsSupported)
        {
            return [];
        }

        return Detailed(Intel) is { Length: > 0 } intel ? intel : Detailed(Amd) is { Length: > 0 } amd ? amd : Brief();
    }

    private static (string Name, long Bytes)[] Detailed(uint leaf)
    {
        List<(string, long)> caches = [];
        for (int index = 0; Has(leaf) && index < 8; index++)
        {
            (int a, int b, int c, _) = X86Base.CpuId(unchecked((int)leaf), index);
            int type = a & 31, level = (a >> 5) & 7;
            const int None = 0, Data = 1, Instruction = 2;
            if (type == None)
            {
                break;
            }

            if (type != Instruction)
            {
                long ways = ((b >> 22) & 0x3FF) + 1, partitions = ((b >> 12) & 0x3FF) + 1, line = (b & 0xFFF) + 1, sets = (long)(uint)c + 1;
                caches.Add((type == Data ? $"L{level}d" : $"L{level}", ways * partitions * line * sets));
            }
        }

        return [.. caches];
    }

    /// <summary>Kibibytes of L1 and L2, which hypervisors leave in place even where they hide the rest.</summary>
    private static (string Name, long Bytes)[] Brief()
    {
        if (!Has(Extended + 6))
        {
            return [];
        }

        long first = (uint)X86Base.CpuId(unchecked((int)(Extended + 5)), 0).Ecx >> 24;
        long second = (uint)X86Base.CpuId(unchecked((int)(Extended + 6)), 0).Ecx >> 16;
        return first > 0 ? [("L1d", first << 10), ("L2", second << 10)] : [("L2", second << 10)];
    }

    private static bool Has(uint leaf) => leaf <= (uint)X86Base.CpuId(unchecked((int)(leaf & Extended)), 0).Eax;
}
