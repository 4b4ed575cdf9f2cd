using System;
using Adam.Keras.Data;

namespace Adam.Keras.Hdf5;

/// <summary>The type of an element, as the file describes it.</summary>
/// <param name="Description">The whole description, to be written again.</param>
/// <param name="Size">The size of an element in bytes.</param>
/// <param name="Element">What it is here.</param>
/// <param name="Text">Whether it is a text, and of which form.</param>
internal sealed record H5Type(byte[] Description, int Size, KerasElement Element, H5Text Text)
{
    private const int Head = 8;
    private const int DeepestNesting = 8;

    public static H5Type Parse(ReadOnlySpan<byte> bytes, ByteSource file)
    {
        var reader = new SpanReader(bytes, file);
        int length = Measure(ref reader, 0);
        ReadOnlySpan<byte> description = bytes[..length];
        int kind = description[0] & 0x0F;
        uint size = BitConverter.ToUInt32(description[4..]);
        if (size is 0 or > int.MaxValue)
        {
            throw file.Damaged($"a type has elements of {size} bytes");
        }

        H5Text text = kind == 3 ? H5Text.Fixed : kind == 9 && (description[1] & 0x0F) == 1 ? H5Text.Variable : H5Text.None;
        KerasElement element = kind switch
        {
            0 => Integer(description, size),
            1 => Real(description, size),
            3 or 9 when text != H5Text.None => KerasElement.Text,
            5 when size == 2 => KerasElement.BFloat16,
            _ => KerasElement.Other,
        };
        return new H5Type(description.ToArray(), (int)size, element, text);
    }

    public static H5Type Of(KerasElement element) => element switch
    {
        KerasElement.Binary32 => Real(4, 31, 23, 8, 127),
        KerasElement.Binary64 => Real(8, 63, 52, 11, 1023),
        KerasElement.Binary16 => Real(2, 15, 10, 5, 15),
        KerasElement.BFloat16 => new H5Type([0x15, 0, 0, 0, 2, 0, 0, 0], 2, element, H5Text.None),
        KerasElement.Integer64 => new H5Type([0x10, 8, 0, 0, 8, 0, 0, 0, 0, 0, 64, 0], 8, element, H5Text.None),
        KerasElement.Integer32 => new H5Type([0x10, 8, 0, 0, 4, 0, 0, 0, 0, 0, 32, 0], 4, element, H5Text.None),
        KerasElement.Text => new H5Type([0x19, 1, 1, 0, 16, 0, 0, 0, 0x10, 0, 0, 0, 1, 0, 0, 0, 0, 0, 8, 0], 16, element, H5Text.Variable),
        _ => throw new ArgumentOutOfRangeException(nameof(element), element, "There is no type for these elements."),
    };

    /// <summary>How many bytes the description has: those of types within types too.</summary>
    private static int Measure(ref SpanReader reader, int depth)
    {
        if (depth > DeepestNesting)
        {
            throw reader.Damaged("types are nested too deeply");
        }

        ReadOnlySpan<byte> head = reader.Take(Head);
        int kind = head[0] & 0x0F;
        switch (kind)
        {
            case 0 or 4:
                reader.Skip(4);
                break;
            case 1:
                reader.Skip(12);
                break;
            case 2:
                reader.Skip(2);
                break;
            case 3 or 7:
                break;
            case 5:
                reader.Skip(head[1]);
                break;
            case 9:
                Measure(ref reader, depth + 1);
                break;
            default:
                // Compounds, enumerations and arrays: their description ends where the message does.
                reader.Skip(reader.Left);
                break;
        }

        return reader.Position;
    }

    private static KerasElement Integer(ReadOnlySpan<byte> type, uint size)
    {
        bool plain = (type[1] & 0x09) == 8 && BitConverter.ToUInt16(type[8..]) == 0 && BitConverter.ToUInt16(type[10..]) == size * 8;
        return (plain, size) switch { (true, 8) => KerasElement.Integer64, (true, 4) => KerasElement.Integer32, _ => KerasElement.Other };
    }

    private static KerasElement Real(ReadOnlySpan<byte> type, uint size)
    {
        ReadOnlySpan<byte> known = type[..20];
        foreach (KerasElement element in new[] { KerasElement.Binary32, KerasElement.Binary64, KerasElement.Binary16 })
        {
            // The version stands in the upper half of the first byte.
            if (known[1..].SequenceEqual(Of(element).Description.AsSpan(1)))
            {
                return element;
            }
        }

        return size == 2 && known[1..].SequenceEqual(Real(2, 15, 7, 8, 127).Description.AsSpan(1)) ? KerasElement.BFloat16 : KerasElement.Other;
    }

    /// <summary>Little-endian, no padding, an implied leading one; place of the sign, widths of fraction and exponent, bias.</summary>
    private static H5Type Real(byte size, byte sign, byte fraction, byte exponent, ushort bias) => new(
        [0x11, 0x20, sign, 0, size, 0, 0, 0, 0, 0, (byte)(size * 8), 0, fraction, exponent, 0, fraction, (byte)bias, (byte)(bias >> 8), 0, 0],
        size,
        size switch { 4 => KerasElement.Binary32, 8 => KerasElement.Binary64, _ => fraction == 7 ? KerasElement.BFloat16 : KerasElement.Binary16 },
        H5Text.None);
}

/// <summary>The forms of texts.</summary>
internal enum H5Text
{
    /// <summary>No text.</summary>
    None,

    /// <summary>Of one length, filled up with zeros or spaces.</summary>
    Fixed,

    /// <summary>Of any length, kept elsewhere in the file.</summary>
    Variable,
}
