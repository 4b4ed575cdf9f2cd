using System;
using System.Buffers.Binary;

namespace Adam.Keras.Data;

/// <summary>Reads numbers one after another; running beyond the end is an error that names the file.</summary>
internal ref struct SpanReader(ReadOnlySpan<byte> bytes, ByteSource file)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    public int Position { get; private set; }

    public readonly int Left => _bytes.Length - Position;

    public ReadOnlySpan<byte> Take(int count)
    {
        if (count < 0 || count > Left)
        {
            throw Damaged("a record reaches beyond its end");
        }

        ReadOnlySpan<byte> taken = _bytes.Slice(Position, count);
        Position += count;
        return taken;
    }

    public void Skip(int count) => _ = Take(count);

    /// <summary>To the next multiple, counted from the start; beyond the end it is the end.</summary>
    public void Align(int multiple) => Position = Math.Min(_bytes.Length, (Position + multiple - 1) / multiple * multiple);

    public byte Byte() => Take(1)[0];

    public ushort UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(sizeof(ushort)));

    public uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint)));

    public ulong UInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)));

    /// <summary>Seven bits a byte, the lowest first; the highest bit says that another follows.</summary>
    public ulong Varint()
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            byte b = Byte();
            value |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80)
            {
                return value;
            }
        }

        throw Damaged("a number has more than ten bytes");
    }

    /// <summary>A varint that counts something in memory.</summary>
    public int Count()
    {
        ulong value = Varint();
        return value <= int.MaxValue ? (int)value : throw Damaged($"{value} is too many");
    }

    public readonly KerasException Damaged(string fact) => file.Damaged(fact);
}
