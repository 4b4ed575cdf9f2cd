using System;
using System.Runtime.CompilerServices;
using Microsoft.Win32.SafeHandles;

namespace Adam.State;

/// <summary>One zeroed block of native memory that holds all slots of an optimizer: page-aligned, freed with its handle.</summary>
/// <remarks>A safe handle, so that an optimizer that nobody disposes still gives its memory back.</remarks>
internal sealed class StateBuffer : SafeHandleZeroOrMinusOneIsInvalid
{
    private readonly nint _block;

    /// <summary>Allocates <paramref name="bytes"/> of zeros.</summary>
    /// <exception cref="OutOfMemoryException">The system has not that much memory.</exception>
    public StateBuffer(long bytes)
        : base(ownsHandle: true)
    {
        Bytes = Math.Max(bytes, 1);
        SetHandle(ZeroedPages.Allocate(Bytes, out _block));
    }

    public long Bytes { get; }

    /// <summary>The address of a byte; valid as long as the buffer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public nint Address(long offset) => handle + (nint)offset;

    protected override bool ReleaseHandle()
    {
        ZeroedPages.Free(_block);
        return true;
    }
}
