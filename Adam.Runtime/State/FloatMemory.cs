using System;
using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Adam.State;

/// <summary>
/// A run of floats that somebody else owns: part of an array, of a memory manager's memory, or native memory.
/// </summary>
/// <remarks>
/// Holds the owner and a place in it instead of a pointer, so nothing is pinned: the garbage collector may move an array between
/// steps, and during one the loops work on managed references.
/// </remarks>
internal readonly struct FloatMemory : IEquatable<FloatMemory>
{
    private readonly object? _owner;

    /// <summary>Elements from the owner's first one; without an owner, the address.</summary>
    private readonly nint _start;

    private FloatMemory(object? owner, nint start, long length)
    {
        _owner = owner;
        _start = start;
        Length = length;
    }

    public long Length { get; }

    /// <summary>What the memory belongs to; null for native memory.</summary>
    public object? Owner => _owner;

    /// <summary>The first byte's place: an offset within the owner, or the address.</summary>
    public nint StartByte => _owner is null ? _start : _start * sizeof(float);

    public unsafe ref float Reference
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            if (_owner is null)
            {
                return ref Unsafe.AsRef<float>((void*)_start);
            }

            if (_owner is float[] array)
            {
                return ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(array), _start);
            }

            return ref ManagersReference();
        }
    }

    /// <summary>The element at an index.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref float At(long index) => ref Unsafe.Add(ref Reference, (nint)index);

    public static FloatMemory From(float[] array) => new(array, 0, array.LongLength);

    public static FloatMemory From(ReadOnlyMemory<float> memory)
    {
        if (MemoryMarshal.TryGetArray(memory, out ArraySegment<float> segment))
        {
            return new FloatMemory(segment.Array, segment.Offset, segment.Count);
        }

        // Memory over floats is backed by an array or by a manager: there is no third kind.
        _ = MemoryMarshal.TryGetMemoryManager(memory, out MemoryManager<float>? manager, out int start, out int length);
        return new FloatMemory(manager, start, length);
    }

    public static FloatMemory FromPointer(nint address, long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (address == 0 && length > 0)
        {
            throw new ArgumentNullException(nameof(address), $"The address is null and the length {length}; give the address of that many floats.");
        }

        if (length > nint.MaxValue / sizeof(float))
        {
            throw new ArgumentOutOfRangeException(nameof(length), length, "So many floats have no addresses in this process.");
        }

        return new FloatMemory(null, address, length);
    }

    public bool Equals(FloatMemory other) =>
        ReferenceEquals(_owner, other._owner) && _start == other._start && Length == other.Length;

    public override bool Equals(object? obj) => obj is FloatMemory other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(_start, Length);

    private ref float ManagersReference() =>
        ref Unsafe.Add(ref MemoryMarshal.GetReference(Unsafe.As<MemoryManager<float>>(_owner!).GetSpan()), _start);
}
