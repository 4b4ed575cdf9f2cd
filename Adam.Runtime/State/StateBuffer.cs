using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Adam.State;

/// <summary>One zeroed block of native memory that holds all slots of an optimizer: 64-byte aligned, freed with its handle.</summary>
/// <remarks>A safe handle, so that an optimizer that nobody disposes still gives its memory back.</remarks>
internal sealed class StateBuffer : SafeHandleZeroOrMinusOneIsInvalid
{
    private const int Alignment = 4096;

    /// <summary>Allocates <paramref name="elements"/> zeros.</summary>
    /// <exception cref="OutOfMemoryException">The system has not that much memory.</exception>
    public unsafe StateBuffer(long elements)
        : base(ownsHandle: true)
    {
        nuint bytes = checked((nuint)Math.Max(elements, 1) * sizeof(float));
        void* memory = NativeMemory.AlignedAlloc(bytes, Alignment);
        NativeMemory.Clear(memory, bytes);
        SetHandle((nint)memory);
        Bytes = bytes;
    }

    public nuint Bytes { get; }

    /// <summary>The element at an offset; the caller keeps the buffer alive while it uses the reference.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public unsafe ref float At(long offset) => ref Unsafe.AsRef<float>((float*)handle + offset);

    protected override unsafe bool ReleaseHandle()
    {
        NativeMemory.AlignedFree((void*)handle);
        return true;
    }
}
