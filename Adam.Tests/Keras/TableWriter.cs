using System;
using System.Collections.Generic;
using System.IO;
using Adam.Keras.Data;

namespace Adam.Tests.Keras;

/// <summary>Writes a table of TensorFlow's, with as many blocks as a test wants.</summary>
internal static class TableWriter
{
    public static byte[] Write(List<(byte[] Key, ReadOnlyMemory<byte> Value)> entries, int entriesOfABlock)
    {
        var file = new MemoryStream();
        var index = new List<(byte[] Key, ReadOnlyMemory<byte> Value)>();
        for (int first = 0; first < entries.Count; first += entriesOfABlock)
        {
            List<(byte[] Key, ReadOnlyMemory<byte> Value)> part = entries.GetRange(first, Math.Min(entriesOfABlock, entries.Count - first));
            index.Add((part[^1].Key, Block(file, part)));
        }

        byte[] meta = Block(file, []);
        byte[] handles = [.. meta, .. Block(file, index)];
        file.Write(handles);
        file.Write(new byte[40 - handles.Length]);
        file.Write(BitConverter.GetBytes(0xDB4775248B80FB57));
        return file.ToArray();
    }

    /// <summary>Each key without what it shares with the one before it, one restart point at the start; then type and checksum. Gives the place.</summary>
    private static byte[] Block(MemoryStream file, List<(byte[] Key, ReadOnlyMemory<byte> Value)> entries)
    {
        var block = new MemoryStream();
        byte[] last = [];
        foreach ((byte[] key, ReadOnlyMemory<byte> value) in entries)
        {
            int shared = key.AsSpan().CommonPrefixLength(last);
            Varint(block, shared);
            Varint(block, key.Length - shared);
            Varint(block, value.Length);
            block.Write(key.AsSpan(shared));
            block.Write(value.Span);
            last = key;
        }

        block.Write(BitConverter.GetBytes(0));
        block.Write(BitConverter.GetBytes(1));
        byte[] bytes = [.. block.ToArray(), 0];
        var place = new MemoryStream();
        Varint(place, file.Position);
        Varint(place, bytes.Length - 1);
        file.Write(bytes);
        file.Write(BitConverter.GetBytes(Crc32C.MaskedOf(bytes)));
        return place.ToArray();
    }

    private static void Varint(MemoryStream stream, long value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            stream.WriteByte((byte)(value | 0x80));
        }

        stream.WriteByte((byte)value);
    }
}
