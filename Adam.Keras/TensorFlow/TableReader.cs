using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using Adam.Keras.Data;

namespace Adam.Keras.TensorFlow;

/// <summary>
/// A sorted table of keys and values in the format of LevelDB, which TensorFlow's <c>.index</c> files have: blocks, each with a type
/// and a checksum, an index block that points to them, and a footer that points to that.
/// </summary>
internal static class TableReader
{
    private const ulong Magic = 0xDB4775248B80FB57;
    private const int FooterSize = 48;
    private const int TrailerSize = 5;

    /// <summary>Keys share beginnings, so the keys of a small file can be long; those of an honest one are not that long.</summary>
    private const int KeyExpansion = 32;

    private const int LongestKey = 64 * 1024;

    /// <summary>All entries in the order of their keys.</summary>
    public static List<(byte[] Key, ReadOnlyMemory<byte> Value)> Read(ByteSource file)
    {
        if (file.Length < FooterSize)
        {
            throw file.Damaged($"a table has a footer of {FooterSize} bytes and it has {file.Length}");
        }

        byte[] footer = file.Read(file.Length - FooterSize, FooterSize);
        if (BinaryPrimitives.ReadUInt64LittleEndian(footer.AsSpan(FooterSize - sizeof(ulong))) != Magic)
        {
            throw file.Damaged("it does not end like a table of TensorFlow's");
        }

        var reader = new SpanReader(footer.AsSpan(0, FooterSize - sizeof(ulong)), file);
        _ = Handle(ref reader);
        (long Offset, long Size) index = Handle(ref reader);
        var budget = new Budget(checked((file.Length * KeyExpansion) + LongestKey));
        var entries = new List<(byte[], ReadOnlyMemory<byte>)>();
        long blocks = 0;
        foreach ((byte[] _, ReadOnlyMemory<byte> value) in Block(file, index, budget))
        {
            var handle = new SpanReader(value.Span, file);
            (long Offset, long Size) place = Handle(ref handle);
            blocks += place.Size;
            if (blocks > file.Length)
            {
                throw file.Damaged("its blocks overlap");
            }

            entries.AddRange(Block(file, place, budget));
        }

        for (int i = 1; i < entries.Count; i++)
        {
            if (entries[i - 1].Item1.AsSpan().SequenceCompareTo(entries[i].Item1) >= 0)
            {
                throw file.Damaged("its keys are not in order");
            }
        }

        return entries;
    }

    private static (long Offset, long Size) Handle(ref SpanReader reader)
    {
        ulong offset = reader.Varint();
        ulong size = reader.Varint();
        return offset <= long.MaxValue && size <= long.MaxValue ? ((long)offset, (long)size) : throw reader.Damaged("a block lies beyond 2^63");
    }

    private static List<(byte[] Key, ReadOnlyMemory<byte> Value)> Block(ByteSource file, (long Offset, long Size) handle, Budget budget)
    {
        if (handle.Size > file.Length - TrailerSize)
        {
            throw file.Damaged($"a block of {handle.Size} bytes is larger than the file");
        }

        byte[] bytes = file.Read(handle.Offset, handle.Size + TrailerSize);
        int size = (int)handle.Size;
        uint stored = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(size + 1));
        if (Crc32C.MaskedOf(bytes.AsSpan(0, size + 1)) != stored)
        {
            throw file.Damaged($"the checksum of the block at {handle.Offset} is wrong");
        }

        if (bytes[size] != 0)
        {
            string name = bytes[size] switch { 1 => "Snappy", 2 => "Zstandard", _ => $"number {bytes[size]}" };
            throw new KerasException(KerasProblem.Unsupported, file.Name, $"the block at {handle.Offset} is compressed with {name}; TensorFlow writes checkpoints without.");
        }

        return Entries(file, bytes.AsMemory(0, size), budget);
    }

    /// <summary>Entries of shared key bytes, other key bytes and a value; behind them restart points, which reading in order does not need.</summary>
    private static List<(byte[] Key, ReadOnlyMemory<byte> Value)> Entries(ByteSource file, ReadOnlyMemory<byte> block, Budget budget)
    {
        if (block.Length < sizeof(uint))
        {
            throw file.Damaged("a block has no restart points");
        }

        uint restarts = BinaryPrimitives.ReadUInt32LittleEndian(block.Span[^sizeof(uint)..]);
        long end = block.Length - (((long)restarts + 1) * sizeof(uint));
        if (end < 0)
        {
            throw file.Damaged($"a block of {block.Length} bytes has {restarts} restart points");
        }

        var entries = new List<(byte[], ReadOnlyMemory<byte>)>();
        byte[] key = [];
        int position = 0;
        while (position < end)
        {
            var reader = new SpanReader(block.Span[position..(int)end], file);
            int shared = reader.Count();
            int other = reader.Count();
            int length = reader.Count();
            int start = position + reader.Position;
            if (shared > key.Length || other > end - start || length > end - start - other || shared + other > LongestKey)
            {
                throw file.Damaged("an entry of a block reaches beyond it");
            }

            budget.Take(shared + other, file);
            byte[] next = new byte[shared + other];
            key.AsSpan(0, shared).CopyTo(next);
            block.Span.Slice(start, other).CopyTo(next.AsSpan(shared));
            key = next;
            entries.Add((key, block.Slice(start + other, length)));
            position = start + other + length;
        }

        return entries;
    }

    /// <summary>How many bytes of keys are still believed.</summary>
    private sealed class Budget(long bytes)
    {
        private long _left = bytes;

        public void Take(int count, ByteSource file)
        {
            _left -= count;
            if (_left < 0)
            {
                throw file.Damaged("its keys are longer than such a file has");
            }
        }
    }
}
