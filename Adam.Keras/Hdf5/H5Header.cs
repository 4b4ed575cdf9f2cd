using System;
using System.Collections.Generic;
using Adam.Keras.Data;

namespace Adam.Keras.Hdf5;

/// <summary>The messages that describe one object: a group's tree, or an array's type, shape and place; and attributes of either.</summary>
internal sealed class H5Header
{
    private const int HeadSize = 16;
    private const int MessageHead = 8;

    private H5Type? _type;
    private long[]? _shape;
    private bool _hasShape;
    private (ulong Address, ulong Size, byte[]? Compact)? _layout;

    /// <summary>Tree and heap, where it is a group.</summary>
    public (ulong Tree, ulong Heap)? Group { get; private set; }

    public List<(string Name, H5Attribute Attribute)> Attributes { get; } = [];

    public static H5Header Read(H5Structure structure, ulong address)
    {
        var head = new SpanReader(structure.Visit(address, HeadSize), structure.File);
        byte version = head.Byte();
        if (version != 1)
        {
            throw structure.Unsupported($"an object has a header of version {version}");
        }

        head.Skip(1);
        int messages = head.UInt16();
        head.Skip(4);
        var header = new H5Header();
        var blocks = new Queue<(ulong Address, long Size)>([(address + HeadSize, head.UInt32())]);
        while (messages > 0 && blocks.TryDequeue(out (ulong Address, long Size) block))
        {
            var reader = new SpanReader(structure.Visit(block.Address, block.Size), structure.File);
            while (messages > 0 && reader.Left >= MessageHead)
            {
                ushort kind = reader.UInt16();
                int size = reader.UInt16();
                byte flags = reader.Byte();
                reader.Skip(3);
                header.Take(structure, kind, flags, reader.Take(size), blocks);
                messages--;
            }
        }

        return header;
    }

    public H5Dataset ToDataset(H5Structure structure)
    {
        if (_type is not { } type || !_hasShape || _layout is not { } layout)
        {
            throw structure.Unsupported("an object is neither a group nor an array");
        }

        long elements = ShapeText.Elements(_shape ?? [0]) ?? throw structure.File.Damaged($"an array has the shape {ShapeText.Of(_shape!)}");
        if (elements > structure.File.Length / type.Size)
        {
            throw structure.File.Damaged($"an array of shape {ShapeText.Of(_shape!)} is larger than the file");
        }

        long size = elements * type.Size;
        ByteSource data;
        if (layout.Compact is { } compact)
        {
            data = new MemorySource(structure.File.Name, compact);
        }
        else if (size == 0)
        {
            data = new MemorySource(structure.File.Name, ReadOnlyMemory<byte>.Empty);
        }
        else if (layout.Address == H5Structure.Undefined)
        {
            throw structure.Unsupported("an array was never written");
        }
        else
        {
            data = structure.File.Slice(structure.Claim(layout.Address, H5Reader.Size(layout.Size, structure)), (long)layout.Size, structure.File.Name);
        }

        return data.Length == size
            ? new H5Dataset(type, _shape ?? [0], data)
            : throw structure.File.Damaged($"an array of shape {ShapeText.Of(_shape ?? [0])} has {data.Length} bytes in place of {size}");
    }

    private void Take(H5Structure structure, ushort kind, byte flags, ReadOnlySpan<byte> message, Queue<(ulong Address, long Size)> blocks)
    {
        const byte Shared = 2;
        var reader = new SpanReader(message, structure.File);
        if ((flags & Shared) != 0 && kind is 0x01 or 0x03 or 0x08 or 0x0C)
        {
            throw structure.Unsupported("a description is shared between objects");
        }

        switch (kind)
        {
            // Nothing; values of elements never written; times; a comment; how often it is referred to.
            case 0x00 or 0x04 or 0x05 or 0x0D or 0x0E or 0x12 or 0x16:
                break;
            case 0x01:
                (_shape, _hasShape) = (H5Space.Parse(ref reader, structure), true);
                break;
            case 0x03:
                _type = H5Type.Parse(message, structure.File);
                break;
            case 0x08:
                _layout = Layout(structure, ref reader);
                break;
            case 0x0C:
                Attributes.Add(H5AttributeReader.Parse(message, structure));
                break;
            case 0x10:
                blocks.Enqueue((reader.UInt64(), H5Reader.Size(reader.UInt64(), structure)));
                break;
            case 0x11:
                Group = (reader.UInt64(), reader.UInt64());
                break;
            case 0x02 or 0x06:
                throw structure.Unsupported("a group keeps its names as links, to other files too");
            case 0x07:
                throw structure.Unsupported("an array lies in other files");
            case 0x0B:
                throw structure.Unsupported("an array is filtered or compressed");
            default:
                throw structure.Unsupported($"an object has a message of kind {kind}");
        }
    }

    private static (ulong Address, ulong Size, byte[]? Compact) Layout(H5Structure structure, ref SpanReader reader)
    {
        byte version = reader.Byte();
        byte kind = reader.Byte();
        if (version != 3)
        {
            throw structure.Unsupported($"the place of an array is described in version {version}");
        }

        switch (kind)
        {
            case 0:
                return (H5Structure.Undefined, 0, reader.Take(reader.UInt16()).ToArray());
            case 1:
                return (reader.UInt64(), reader.UInt64(), null);
            default:
                throw structure.Unsupported(kind == 2 ? "an array is cut into chunks" : "an array is a view of others");
        }
    }
}
