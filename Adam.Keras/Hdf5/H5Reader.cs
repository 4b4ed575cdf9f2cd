using System;
using System.Collections.Generic;
using System.Text;
using Adam.Keras.Data;

namespace Adam.Keras.Hdf5;

/// <summary>
/// Reads a file of the classic HDF5 format, as h5py writes it by default: superblock 0, groups as trees of names, arrays in one piece.
/// Everything is checked before it is used, and the work is bounded by the size of the file. What is not known is refused.
/// </summary>
internal static class H5Reader
{
    private const int SuperblockSize = 96;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'H', (byte)'D', (byte)'F', 0x0D, 0x0A, 0x1A, 0x0A];

    public static H5Group Read(ByteSource file)
    {
        var structure = new H5Structure(file);
        if (file.Length < SuperblockSize)
        {
            throw file.Damaged($"it has {file.Length} bytes, fewer than the beginning of an HDF5 file");
        }

        var reader = new SpanReader(structure.Visit(0, SuperblockSize), file);
        if (!reader.Take(Signature.Length).SequenceEqual(Signature))
        {
            throw file.Damaged("it does not begin like an HDF5 file");
        }

        byte version = reader.Byte();
        if (version != 0)
        {
            throw structure.Unsupported($"it has a superblock of version {version}");
        }

        reader.Skip(4);
        (byte offsets, byte lengths) = (reader.Byte(), reader.Byte());
        reader.Skip(9);
        ulong start = reader.UInt64();
        reader.Skip(8);
        ulong end = reader.UInt64();
        ulong driver = reader.UInt64();
        if (offsets != 8 || lengths != 8 || start != 0 || driver != H5Structure.Undefined)
        {
            throw structure.Unsupported($"its offsets have {offsets} bytes, its lengths {lengths}, it starts at {start}, or it is split over several files");
        }

        if (end > (ulong)file.Length)
        {
            throw file.Damaged($"it should have {end} bytes and has {file.Length}");
        }

        reader.Skip(8);
        return Node(structure, reader.UInt64(), 0) as H5Group ?? throw file.Damaged("its root is no group");
    }

    private static H5Node Node(H5Structure structure, ulong address, int depth)
    {
        if (depth > H5Structure.Deepest)
        {
            throw structure.File.Damaged($"its groups are nested deeper than {H5Structure.Deepest}");
        }

        H5Header header = H5Header.Read(structure, address);
        H5Node node = header.Group is { } group ? Group(structure, group, depth) : header.ToDataset(structure);
        foreach ((string name, H5Attribute attribute) in header.Attributes)
        {
            if (!node.Attributes.TryAdd(name, attribute))
            {
                throw structure.File.Damaged($"the attribute '{name}' is there twice");
            }
        }

        return node;
    }

    private static H5Group Group(H5Structure structure, (ulong Tree, ulong Heap) place, int depth)
    {
        byte[] names = Heap(structure, place.Heap);
        var links = new List<(string Name, ulong Address)>();
        Tree(structure, place.Tree, level: null, names, links);
        var group = new H5Group();
        foreach ((string name, ulong address) in links)
        {
            if (!group.Children.TryAdd(name, Node(structure, address, depth + 1)))
            {
                throw structure.File.Damaged($"the name '{name}' is there twice in a group");
            }
        }

        return group;
    }

    /// <summary>The names of a group: zero-terminated texts, referred to by their offset.</summary>
    private static byte[] Heap(H5Structure structure, ulong address)
    {
        var reader = new SpanReader(structure.Visit(address, 32), structure.File);
        Expect(ref reader, "HEAP", 0);
        reader.Skip(3);
        ulong size = reader.UInt64();
        reader.Skip(8);
        return structure.Visit(reader.UInt64(), Size(size, structure));
    }

    /// <summary>A tree of names: leaves point to nodes of symbols, inner nodes to nodes one level lower.</summary>
    private static void Tree(H5Structure structure, ulong address, int? level, byte[] names, List<(string Name, ulong Address)> links)
    {
        var head = new SpanReader(structure.Visit(address, 24), structure.File);
        Expect(ref head, "TREE", 0);
        byte depth = head.Byte();
        ushort count = head.UInt16();
        if (depth > H5Structure.Deepest || (level is { } expected && depth != expected))
        {
            throw structure.File.Damaged($"a tree has a node of level {depth} at {address}");
        }

        // A key of 8 bytes in front of each child, and one behind them.
        var reader = new SpanReader(structure.Visit(address + 24, (16L * count) + 8), structure.File);
        for (int i = 0; i < count; i++)
        {
            reader.Skip(8);
            ulong child = reader.UInt64();
            if (depth > 0)
            {
                Tree(structure, child, depth - 1, names, links);
            }
            else
            {
                Symbols(structure, child, names, links);
            }
        }
    }

    private static void Symbols(H5Structure structure, ulong address, byte[] names, List<(string Name, ulong Address)> links)
    {
        const int EntrySize = 40;
        var head = new SpanReader(structure.Visit(address, 8), structure.File);
        Expect(ref head, "SNOD", 1);
        head.Skip(1);
        ushort count = head.UInt16();
        var reader = new SpanReader(structure.Visit(address + 8, (long)EntrySize * count), structure.File);
        for (int i = 0; i < count; i++)
        {
            ulong name = reader.UInt64();
            ulong target = reader.UInt64();
            uint kind = reader.UInt32();
            reader.Skip(20);
            if (kind > 1)
            {
                throw structure.Unsupported("it has links to other places");
            }

            links.Add((Name(structure, names, name), target));
        }
    }

    private static string Name(H5Structure structure, byte[] names, ulong offset)
    {
        ReadOnlySpan<byte> from = offset < (ulong)names.Length ? names.AsSpan((int)offset) : [];
        int end = from.IndexOf((byte)0);
        if (end <= 0)
        {
            throw structure.File.Damaged("a name in a group is empty or has no end");
        }

        // Names may lie in one another, so that they are counted too.
        _ = structure.Claim(0, end);
        return Text(structure.File, from[..end]);
    }

    public static string Text(ByteSource file, ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Utf8.GetString(bytes);
        }
        catch (ArgumentException)
        {
            throw file.Damaged("a name in it is not a text in UTF-8");
        }
    }

    public static long Size(ulong size, H5Structure structure) =>
        size <= (ulong)structure.File.Length ? (long)size : throw structure.File.Damaged($"a part of it has {size} bytes, more than the file");

    /// <summary>The four letters and the version that a structure begins with.</summary>
    public static void Expect(ref SpanReader reader, string letters, byte version)
    {
        ReadOnlySpan<byte> found = reader.Take(letters.Length);
        byte foundVersion = reader.Byte();
        if (!found.SequenceEqual(Encoding.ASCII.GetBytes(letters)) || foundVersion != version)
        {
            throw reader.Damaged($"where {letters} of version {version} must stand is something else");
        }
    }
}
