using System;
using System.Runtime.InteropServices;

namespace Adam.Benchmarks.Data;

/// <summary>Floats outside the collected heap, at a chosen offset in their page.</summary>
internal sealed unsafe class NativeArray : IDisposable
{
    internal const int Page = 4096;
    private void* _block;

    /// <summary>Reserves and zeroes <paramref name="length"/> elements.</summary>
    /// <param name="length">Elements.</param>
    /// <param name="pageOffset">Bytes from the start of a page to the first element, in [0, 4096).</param>
    internal NativeArray(long length, int pageOffset)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(pageOffset);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(pageOffset, Page);
        nuint bytes = checked((nuint)(length * sizeof(float)) + Page);
        _block = NativeMemory.AlignedAlloc(bytes, Page);
        // Also touches every page, so that no measurement pays for the first fault.
        NativeMemory.Clear(_block, bytes);
        Pointer = (float*)((byte*)_block + pageOffset);
        Length = length;
    }

    internal float* Pointer { get; }

    internal long Length { get; }

    internal Span<float> Span => new(Pointer, checked((int)Length));

    public void Dispose()
    {
        NativeMemory.AlignedFree(_block);
        _block = null;
    }
}
