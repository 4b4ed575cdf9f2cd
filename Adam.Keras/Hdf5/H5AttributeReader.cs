using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using Adam.Keras.Data;

namespace Adam.Keras.Hdf5;

/// <summary>Reads attributes, and the texts of any length that they refer to.</summary>
internal static class H5AttributeReader
{
    public static (string Name, H5Attribute Attribute) Parse(ReadOnlySpan<byte> message, H5Structure structure)
    {
        ByteSource file = structure.File;
        var reader = new SpanReader(message, file);
        byte version = reader.Byte();
        byte flags = reader.Byte();
        if (version is < 1 or > 3 || (version > 1 && flags != 0))
        {
            throw structure.Unsupported($"an attribute is described in version {version} with flags {flags}");
        }

        int nameSize = reader.UInt16();
        int typeSize = reader.UInt16();
        int spaceSize = reader.UInt16();
        if (version == 3)
        {
            reader.Skip(1);
        }

        // In version 1 each part is filled up to a multiple of 8 bytes.
        int Padded(int size) => version == 1 ? (size + 7) / 8 * 8 : size;
        ReadOnlySpan<byte> nameBytes = reader.Take(Padded(nameSize))[..nameSize];
        int end = nameBytes.IndexOf((byte)0);
        string name = H5Reader.Text(file, end < 0 ? nameBytes : nameBytes[..end]);
        H5Type type = H5Type.Parse(reader.Take(Padded(typeSize))[..typeSize], file);
        var space = new SpanReader(reader.Take(Padded(spaceSize)), file);
        long[]? shape = H5Space.Parse(ref space, structure);
        long elements = shape is null ? 0 : ShapeText.Elements(shape) ?? throw file.Damaged($"the attribute '{name}' has an impossible shape");
        if (elements > reader.Left / type.Size)
        {
            throw file.Damaged($"the attribute '{name}' has {elements} elements in {reader.Left} bytes");
        }

        byte[] data = reader.Take((int)elements * type.Size).ToArray();
        IReadOnlyList<byte[]>? texts = type.Text switch
        {
            H5Text.Fixed => Fixed(data, type.Size),
            H5Text.Variable => Variable(data, structure),
            _ => null,
        };
        return (name, new H5Attribute(type, shape, type.Text == H5Text.Variable ? [] : data, texts));
    }

    private static List<byte[]> Fixed(byte[] data, int size)
    {
        var texts = new List<byte[]>();
        for (int at = 0; at < data.Length; at += size)
        {
            texts.Add(data.AsSpan(at, size).TrimEnd((byte)0).ToArray());
        }

        return texts;
    }

    /// <summary>A length, and where the text lies: a collection of small objects, and a number there.</summary>
    private static List<byte[]> Variable(byte[] data, H5Structure structure)
    {
        var texts = new List<byte[]>();
        for (int at = 0; at < data.Length; at += 16)
        {
            uint length = BinaryPrimitives.ReadUInt32LittleEndian(data.AsSpan(at));
            ulong collection = BinaryPrimitives.ReadUInt64LittleEndian(data.AsSpan(at + 4));
            uint number = BinaryPrimitives.ReadUInt32LittleEndian(data.AsSpan(at + 12));
            texts.Add(length == 0 ? [] : structure.Objects(collection, number, length));
        }

        return texts;
    }
}
