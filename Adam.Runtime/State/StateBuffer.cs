using System;
using System.Runtime.CompilerServices;
using Microsoft.Win32.SafeHandles;

namespace Adam.State;

/// <summary>One zeroed block of native memory that holds all slots of an optimizer: page-aligned, freed with its handle.</summary>
/// <remarks>A safe handle, so that an optimizer that nobody disposes still gives its memory back.</remarks>
internal sealed class StateBuffer : SafeHandleZeroOrMinusOneIsInvalid
{
    private readonly nint _block;

    /// <summary>Allocates <paramref name="elements"/> zeros.</summary>
    /// <exception cref="OutOfMemoryException">The system has not that much memory.</exception>
    public StateBuffer(long elements)
        : base(ownsHandle: true)
    {
        nuint bytes = checked((nuint)Math.Max(elements, 1) * sizeof(float));
        SetHandle(ZeroedPages.Allocate(checked((long)bytes), out _block));
        Bytes = bytes;
    }

    public nuint Bytes { get; }

    /// <summary>The element at an offset; the caller keeps the buffer alive while it uses the reference.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public unsafe ref float At(long offset) => ref Unsafe.AsRef<float>((float*)handle + offset);

    protected override bool ReleaseHandle()
    {
        ZeroedPages.Free(_block);
        return true;
    }
}
