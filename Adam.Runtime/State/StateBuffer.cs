using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Adam.State;

/// <summary>One zeroed block of native memory that holds all slots of an optimizer: page-aligned, freed with its handle.</summary>
/// <remarks>A safe handle, so that an optimizer that nobody disposes still gives its memory back.</remarks>
internal sealed class StateBuffer : SafeHandleZeroOrMinusOneIsInvalid
{
    private const int Alignment = 4096;

    /// <summary>Allocates <paramref name="bytes"/> of zeros.</summary>
    /// <exception cref="OutOfMemoryException">The system has not that much memory.</exception>
    public unsafe StateBuffer(long bytes)
        : base(ownsHandle: true)
    {
        Bytes = Math.Max(bytes, 1);
        void* memory = NativeMemory.AlignedAlloc(checked((nuint)Bytes), Alignment);
        NativeMemory.Clear(memory, (nuint)Bytes);
        SetHandle((nint)memory);
    }

    public long Bytes { get; }

    /// <summary>The address of a byte; valid as long as the buffer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public nint Address(long offset) => handle + (nint)offset;

    protected override unsafe bool ReleaseHandle()
    {
        NativeMemory.AlignedFree((void*)handle);
        return true;
    }
}
