using System;
using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Adam.Elements;

/// <summary>
/// A run of elements that somebody else owns: part of an array, of a memory manager's memory, or native memory. Places count in bytes.
/// </summary>
/// <remarks>
/// Holds the owner and a place in it instead of a pointer, so nothing is pinned: the garbage collector may move an array between
/// steps, and during one the loops work on managed references. A memory manager is code of the user's that may throw: a call asks it
/// once, by <see cref="Pin"/>, and works with what that gave.
/// </remarks>
internal readonly struct ElementMemory : IEquatable<ElementMemory>
{
    private readonly object? _owner;

    /// <summary>Bytes from the owner's first element; without an owner, the address.</summary>
    private readonly nint _start;

    private ElementMemory(object? owner, nint start, long length, ElementType type, bool isManaged = false)
    {
        _owner = owner;
        _start = start;
        Length = length;
        Type = type;
        IsManaged = isManaged;
    }

    /// <summary>The number of elements.</summary>
    public long Length { get; }

    public ElementType Type { get; }

    /// <summary>What the memory belongs to; null for native memory.</summary>
    public object? Owner => _owner;

    /// <summary>The first byte's place: an offset within the owner, or the address.</summary>
    public nint Start => _start;

    /// <summary>Bytes of all elements.</summary>
    public long Bytes => Length * Type.Size();

    /// <summary>Whether a memory manager has to be asked where its memory is.</summary>
    public bool IsManaged { get; }

    /// <summary>The first byte. Not for memory of a manager, which is pinned first.</summary>
    public unsafe ref byte Reference
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            if (_owner is null)
            {
                return ref Unsafe.AsRef<byte>((void*)_start);
            }

            // The data of every array without bounds of its own starts at the same place.
            return ref Unsafe.AddByteOffset(ref MemoryMarshal.GetArrayDataReference(Unsafe.As<byte[]>(_owner)), _start);
        }
    }

    /// <summary>The element at an index. Not for memory of a manager, which is pinned first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref T At<T>(long index)
        where T : unmanaged => ref Unsafe.Add(ref Unsafe.As<byte, T>(ref Reference), (nint)index);

    public static ElementMemory From(float[] array) => new(array, 0, array.LongLength, ElementType.Float32);

    public static ElementMemory From(ReadOnlyMemory<float> memory)
    {
        if (MemoryMarshal.TryGetArray(memory, out ArraySegment<float> segment))
        {
            return new ElementMemory(segment.Array, (nint)segment.Offset * sizeof(float), segment.Count, ElementType.Float32);
        }

        // Memory over floats is backed by an array or by a manager: there is no third kind.
        _ = MemoryMarshal.TryGetMemoryManager(memory, out MemoryManager<float>? manager, out int start, out int length);
        return new ElementMemory(manager, (nint)start * sizeof(float), length, ElementType.Float32, isManaged: true);
    }

    public static ElementMemory FromPointer(nint address, long length, ElementType type = ElementType.Float32)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (address == 0 && length > 0)
        {
            throw new ArgumentNullException(nameof(address), $"The address is null and the length {length}; give the address of that many elements.");
        }

        if (length > nint.MaxValue / type.Size())
        {
            throw new ArgumentOutOfRangeException(nameof(length), length, "So many elements have no addresses in this process.");
        }

        return new ElementMemory(null, address, length, type);
    }

    /// <summary>The same memory of a manager as native memory, which it is until the handle is disposed.</summary>
    /// <param name="name">The public name of what lies there, for messages.</param>
    /// <param name="handle">Ends the pinning.</param>
    /// <exception cref="InvalidOperationException">The manager has less memory than it had.</exception>
    public unsafe ElementMemory Pin(string name, out MemoryHandle handle)
    {
        var manager = (MemoryManager<float>)_owner!;
        int first = (int)(_start / sizeof(float));
        handle = manager.Pin(first);
        int there = manager.GetSpan().Length;
        if (handle.Pointer is null && Length > 0 || there - first < Length)
        {
            handle.Dispose();
            throw new InvalidOperationException(
                $"The memory manager of {name} gives {there} elements, and {Length} from element {first} on are used; keep its memory while an optimizer uses it.");
        }

        return new ElementMemory(null, (nint)handle.Pointer, Length, Type);
    }

    /// <summary>Copies all elements, any number of them. A copy does not flush (S0.3). Neither may be memory of a manager.</summary>
    public void CopyTo(in ElementMemory destination)
    {
        const long Part = 1 << 30;
        long bytes = Bytes;
        for (long start = 0; start < bytes; start += Part)
        {
            int count = (int)Math.Min(Part, bytes - start);
            MemoryMarshal.CreateReadOnlySpan(ref Unsafe.AddByteOffset(ref Reference, (nint)start), count)
                .CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.AddByteOffset(ref destination.Reference, (nint)start), count));
        }
    }

    /// <summary>All elements; a manager is asked for them.</summary>
    /// <param name="name">Whose they are, for messages.</param>
    /// <exception cref="InvalidOperationException">There are more elements than a span can hold.</exception>
    public Span<float> Span(string name)
    {
        if (Length > int.MaxValue)
        {
            throw new InvalidOperationException($"'{name}' has {Length} elements and a span holds at most {int.MaxValue}; read its memory in parts.");
        }

        return _owner is MemoryManager<float> manager
            ? manager.GetSpan().Slice((int)(_start / sizeof(float)), (int)Length)
            : MemoryMarshal.CreateSpan(ref At<float>(0), (int)Length);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Equals(ElementMemory other) =>
        ReferenceEquals(_owner, other._owner) && _start == other._start && Length == other.Length && Type == other.Type;

    public override bool Equals(object? obj) => obj is ElementMemory other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(_start, Length);
}
