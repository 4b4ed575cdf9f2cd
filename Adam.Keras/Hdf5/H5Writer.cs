using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Adam.Keras.Data;

namespace Adam.Keras.Hdf5;

/// <summary>Writes a tree of groups and arrays in the classic format, with the parameters that h5py has by default.</summary>
internal sealed class H5Writer
{
    private const int SuperblockSize = 96;
    private const long Undefined = -1;

    /// <summary>Half the number of names in a leaf, and of children in a node of the tree.</summary>
    private const int LeafK = 4;

    private const int NodeK = 16;

    private readonly H5Output _output;
    private readonly string _name;

    private H5Writer(Stream stream, string name)
    {
        _output = new H5Output(stream);
        _name = name;
    }

    /// <summary>Writes from the stream's position on, and leaves it at the end. The stream can seek.</summary>
    public static void Write(H5Group root, Stream stream, string name)
    {
        var writer = new H5Writer(stream, name);
        long superblock = writer._output.Reserve(SuperblockSize);
        long header = writer.Node(root);
        byte[] bytes = new H5Bytes()
            .Add(H5Reader.Signature).Add(0, 0, 0, 0, 0, 8, 8, 0).Add16(LeafK).Add16(NodeK).Add32(0)
            .Add64(0).Add64(Undefined).Add64(writer._output.End).Add64(Undefined)
            .Add64(0).Add64(header).PadTo(SuperblockSize).ToArray();
        writer._output.Write(superblock, bytes);
        writer._output.Finish();
    }

    private long Node(H5Node node) => node switch
    {
        H5Group group => Group(group),
        H5Dataset dataset => Dataset(dataset),
        _ => throw new ArgumentException("The node is neither a group nor an array.", nameof(node)),
    };

    private long Group(H5Group group)
    {
        // HDF5 looks names up by their bytes.
        List<(byte[] Name, long Header)> children = [.. group.Children
            .Select(child => (Name: Encoding.UTF8.GetBytes(child.Key), child.Value))
            .OrderBy(child => child.Name, ByteOrder.Instance)
            .Select(child => (child.Name, Node(child.Value)))];
        (long heap, List<long> offsets) = Heap(children.ConvertAll(child => child.Name));
        long tree = Tree(children.ConvertAll(child => child.Header), offsets);
        var messages = new H5Messages();
        messages.Add(0x11, new H5Bytes().Add64(tree).Add64(heap).ToArray());
        return Header(messages, group);
    }

    private long Dataset(H5Dataset dataset)
    {
        RequireCopyable(dataset.Type, dataset.Type.Text == H5Text.Variable);
        long data = dataset.Data.Length == 0 ? Undefined : _output.Reserve(dataset.Data.Length);
        byte[] piece = new byte[(int)Math.Min(dataset.Data.Length, 1 << 20)];
        for (long at = 0; at < dataset.Data.Length; at += piece.Length)
        {
            Span<byte> part = piece.AsSpan(0, (int)Math.Min(piece.Length, dataset.Data.Length - at));
            dataset.Data.Read(at, part);
            _output.Write(data + at, part);
        }

        var messages = new H5Messages();
        messages.Add(0x01, Space(dataset.Shape));
        messages.Add(0x03, dataset.Type.Description, constant: true);
        messages.Add(0x05, [2, 2, 2, 1, 0, 0, 0, 0], constant: true);
        messages.Add(0x08, new H5Bytes().Add(3, 1).Add64(data).Add64(dataset.Data.Length).ToArray());
        return Header(messages, dataset);
    }

    private long Header(H5Messages messages, H5Node node)
    {
        foreach ((string name, H5Attribute attribute) in node.Attributes)
        {
            messages.Add(0x0C, Attribute(name, attribute));
        }

        byte[] header = messages.ToHeader();
        long place = _output.Reserve(header.Length);
        _output.Write(place, header);
        return place;
    }

    private byte[] Attribute(string name, H5Attribute attribute)
    {
        bool variable = attribute.Type.Text == H5Text.Variable;
        RequireCopyable(attribute.Type, variable && attribute.Texts is null);
        byte[] nameBytes = [.. Encoding.UTF8.GetBytes(name), 0];
        byte[] space = Space(attribute.Shape);
        byte[] data = variable ? Texts(attribute.Texts!) : attribute.Data;
        byte[] message = new H5Bytes()
            .Add(1, 0).Add16(nameBytes.Length).Add16(attribute.Type.Description.Length).Add16(space.Length)
            .Add(nameBytes).Pad().Add(attribute.Type.Description).Pad().Add(space).Pad().Add(data).ToArray();
        return message.Length <= H5Messages.Largest
            ? message
            : throw new KerasException(KerasProblem.Unsupported, _name, $"the attribute '{name}' has {message.Length} bytes; HDF5 has room for {H5Messages.Largest}.");
    }

    /// <summary>The texts into a collection of objects, and where they lie.</summary>
    private byte[] Texts(IReadOnlyList<byte[]> texts)
    {
        const int SmallestCollection = 4096;
        const int ObjectHead = 16;
        var objects = new H5Bytes();
        foreach ((byte[] text, int i) in texts.Select((text, i) => (text, i)))
        {
            objects.Add16(i + 1).Add16(1).Add32(0).Add64(text.Length).Add(text).Pad();
        }

        // Behind the objects, the free rest as one of number 0.
        long size = Math.Max(SmallestCollection, ObjectHead + objects.Length + ObjectHead);
        long free = size - ObjectHead - objects.Length;
        long place = _output.Reserve(size);
        _output.Write(place, new H5Bytes().Add("GCOL"u8).Add(1, 0, 0, 0).Add64(size).Add(objects.ToArray()).Add64(0).Add64(free).PadTo(size).ToArray());
        var references = new H5Bytes();
        foreach ((byte[] text, int i) in texts.Select((text, i) => (text, i)))
        {
            references.Add32(text.Length).Add64(place).Add32(i + 1);
        }

        return references.ToArray();
    }

    private (long Heap, List<long> Offsets) Heap(List<byte[]> names)
    {
        var segment = new H5Bytes().Add64(0);
        var offsets = new List<long>();
        foreach (byte[] name in names)
        {
            offsets.Add(segment.Length);
            segment.Add(name).Add(0).Pad();
        }

        const long NoFreeBlock = 1;
        byte[] bytes = segment.ToArray();
        long data = _output.Reserve(bytes.Length);
        _output.Write(data, bytes);
        long heap = _output.Reserve(32);
        _output.Write(heap, new H5Bytes().Add("HEAP"u8).Add(0, 0, 0, 0).Add64(bytes.Length).Add64(NoFreeBlock).Add64(data).ToArray());
        return (heap, offsets);
    }

    /// <summary>Leaves of names, and levels of nodes above them until there is one.</summary>
    private long Tree(List<long> headers, List<long> offsets)
    {
        const int EntrySize = 40;
        var level = new List<(long Address, long LastName)>();
        for (int first = 0; first < headers.Count; first += 2 * LeafK)
        {
            int count = Math.Min(2 * LeafK, headers.Count - first);
            long size = 8 + (2 * LeafK * EntrySize);
            var leaf = new H5Bytes().Add("SNOD"u8).Add(1, 0).Add16(count);
            for (int i = first; i < first + count; i++)
            {
                leaf.Add64(offsets[i]).Add64(headers[i]).Add64(0).Add64(0).Add64(0);
            }

            long place = _output.Reserve(size);
            _output.Write(place, leaf.PadTo(size).ToArray());
            level.Add((place, offsets[first + count - 1]));
        }

        for (int depth = 0; ; depth++)
        {
            level = Level(level, depth);
            if (level.Count == 1)
            {
                return level[0].Address;
            }
        }
    }

    private List<(long Address, long LastName)> Level(List<(long Address, long LastName)> children, int depth)
    {
        const int Most = 2 * NodeK;
        const int Size = 24 + (Most * 8) + ((Most + 1) * 8);
        int nodes = Math.Max(1, (children.Count + Most - 1) / Most);
        long[] places = [.. Enumerable.Range(0, nodes).Select(_ => _output.Reserve(Size))];
        var level = new List<(long, long)>();
        for (int n = 0; n < nodes; n++)
        {
            (long Address, long LastName)[] part = [.. children.Skip(n * Most).Take(Most)];
            long before = n == 0 ? 0 : children[(n * Most) - 1].LastName;
            var node = new H5Bytes().Add("TREE"u8).Add(0, (byte)depth).Add16(part.Length)
                .Add64(n == 0 ? Undefined : places[n - 1]).Add64(n == nodes - 1 ? Undefined : places[n + 1]).Add64(before);
            foreach ((long address, long lastName) in part)
            {
                node.Add64(address).Add64(lastName);
            }

            _output.Write(places[n], node.PadTo(Size).ToArray());
            level.Add((places[n], part.Length == 0 ? 0 : part[^1].LastName));
        }

        return level;
    }

    private static byte[] Space(long[]? shape)
    {
        if (shape is null)
        {
            return [2, 0, 0, 2];
        }

        var space = new H5Bytes().Add(1, (byte)shape.Length, 0, 0, 0, 0, 0, 0);
        foreach (long dimension in shape)
        {
            space.Add64(dimension);
        }

        return space.ToArray();
    }

    /// <summary>Elements that refer to places of their file cannot be copied as bytes.</summary>
    private void RequireCopyable(H5Type type, bool refers)
    {
        int kind = type.Description[0] & 0x0F;
        if (refers || (kind is not (0 or 1 or 3 or 4 or 5 or 8) && type.Text != H5Text.Variable))
        {
            throw new KerasException(KerasProblem.Unsupported, _name, $"it holds elements of HDF5's type {kind}, which are not written again.");
        }
    }

    private sealed class ByteOrder : IComparer<byte[]>
    {
        public static ByteOrder Instance { get; } = new();

        public int Compare(byte[]? x, byte[]? y) => x.AsSpan().SequenceCompareTo(y);
    }
}

/// <summary>The messages of an object's header.</summary>
internal sealed class H5Messages
{
    public const int Largest = ushort.MaxValue - 7;

    private readonly H5Bytes _bytes = new();
    private int _count;

    public void Add(int kind, byte[] message, bool constant = false)
    {
        int size = (message.Length + 7) / 8 * 8;
        _bytes.Add16(kind).Add16(size).Add(constant ? (byte)1 : (byte)0, 0, 0, 0).Add(message).Pad();
        _count++;
    }

    public byte[] ToHeader() => new H5Bytes().Add(1, 0).Add16(_count).Add32(1).Add32(_bytes.Length).Add32(0).Add(_bytes.ToArray()).ToArray();
}
