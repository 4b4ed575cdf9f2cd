using System;
using System.Buffers;
using System.Buffers.Binary;
using System.IO;

namespace Adam.Keras.Hdf5;

/// <summary>A file that is being written: places are handed out from the front, and structures are written when their addresses are known.</summary>
internal sealed class H5Output(Stream stream)
{
    private readonly long _start = stream.Position;

    /// <summary>Where the file ends so far.</summary>
    public long End { get; private set; }

    /// <summary>Takes a place at a multiple of 8 bytes.</summary>
    public long Reserve(long size)
    {
        long place = End;
        End += (size + 7) / 8 * 8;
        return place;
    }

    public void Write(long place, ReadOnlySpan<byte> bytes)
    {
        stream.Position = _start + place;
        stream.Write(bytes);
    }

    /// <summary>Makes the file as long as its places.</summary>
    public void Finish()
    {
        if (stream.Length < _start + End)
        {
            stream.SetLength(_start + End);
        }

        stream.Position = _start + End;
    }
}

/// <summary>Bytes of a structure, little-endian.</summary>
internal sealed class H5Bytes
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public int Length => _bytes.WrittenCount;

    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();

    public H5Bytes Add(params ReadOnlySpan<byte> bytes)
    {
        _bytes.Write(bytes);
        return this;
    }

    public H5Bytes Add16(int value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, checked((ushort)value));
        return Add(bytes);
    }

    public H5Bytes Add32(long value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, checked((uint)value));
        return Add(bytes);
    }

    public H5Bytes Add64(long value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        return Add(bytes);
    }

    /// <summary>Zeros up to a multiple.</summary>
    public H5Bytes Pad(int multiple = 8) => PadTo((Length + multiple - 1) / multiple * multiple);

    public H5Bytes PadTo(long size)
    {
        int missing = checked((int)Math.Max(0, size - Length));
        _bytes.GetSpan(missing)[..missing].Clear();
        _bytes.Advance(missing);
        return this;
    }
}
