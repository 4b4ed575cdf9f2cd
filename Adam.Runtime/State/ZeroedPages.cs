using System;
using System.Runtime.InteropServices;

namespace Adam.State;

/// <summary>
/// Zeroed native memory that begins a page. Of a large block the system gives pages that it has zeroed itself, and only when they are touched: so
/// that a block costs next to nothing before, and the thread that steps its elements is the one that gets them.
/// </summary>
internal static unsafe class ZeroedPages
{
    /// <summary>Bytes of a page.</summary>
    public const int Page = 4096;

    /// <summary>Allocates zeros.</summary>
    /// <param name="bytes">How many; at least 1.</param>
    /// <param name="block">What <see cref="Free"/> wants back.</param>
    /// <returns>The address, a multiple of <see cref="Page"/>.</returns>
    /// <exception cref="OutOfMemoryException">The system has not that much memory.</exception>
    /// <exception cref="OverflowException">There are not so many addresses.</exception>
    public static nint Allocate(long bytes, out nint block)
    {
        // Zeroed by the C library, which knows what is zero already; its aligned allocation does not. So a page more is asked for.
        block = (nint)NativeMemory.AllocZeroed(checked((nuint)bytes + Page));
        return (block + Page - 1) & -Page;
    }

    public static void Free(nint block) => NativeMemory.Free((void*)block);
}
