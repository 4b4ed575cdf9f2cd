using System;
using System.Runtime.InteropServices;

namespace Adam.Checkpoints;

/// <summary>Where the bytes of a tensor come from, or go to: runs of memory that together may be longer than a span.</summary>
internal abstract class TensorBytes
{
    /// <summary>Bytes of the tensor.</summary>
    public abstract long Length { get; }

    /// <summary>The memory from an offset on: as much as lies in one piece and fits a span. Not empty before the end.</summary>
    public abstract Span<byte> From(long offset);

    public static TensorBytes Of<T>(T[] elements)
        where T : unmanaged => new ArrayBytes<T>(elements);

    /// <summary>A copy in one array.</summary>
    /// <exception cref="OverflowException">There are more bytes than an array holds.</exception>
    public byte[] ToArray()
    {
        byte[] copy = new byte[checked((int)Length)];
        for (int done = 0; done < copy.Length;)
        {
            ReadOnlySpan<byte> piece = From(done);
            piece.CopyTo(copy.AsSpan(done));
            done += piece.Length;
        }

        return copy;
    }

    private sealed class ArrayBytes<T>(T[] elements) : TensorBytes
        where T : unmanaged
    {
        private readonly int _size = Marshal.SizeOf<T>();

        public override long Length => elements.LongLength * _size;

        public override Span<byte> From(long offset)
        {
            // Fewer elements at a time than a span of bytes can hold, from the last element's start on.
            int first = (int)(offset / _size);
            int count = Math.Min(elements.Length - first, int.MaxValue / _size);
            return MemoryMarshal.AsBytes(elements.AsSpan(first, count))[(int)(offset % _size)..];
        }
    }
}
