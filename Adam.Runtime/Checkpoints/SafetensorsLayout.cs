using System;
using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;

namespace Adam.Checkpoints;

/// <summary>A tensor that is to be written.</summary>
internal sealed record TensorToWrite(string Name, TensorType Type, long[] Shape, TensorBytes Bytes);

/// <summary>Where everything lies in a file that is to be written: the order of the format's own writer, widest elements first, then by name.</summary>
/// <remarks>The header is padded to a multiple of 8 bytes, so that each tensor starts at a multiple of its element's size.</remarks>
internal sealed class SafetensorsLayout
{
    private SafetensorsLayout(byte[] header, TensorToWrite[] tensors)
    {
        Header = header;
        Tensors = tensors;
    }

    /// <summary>Everything before the first tensor: the header's length, its text and the padding.</summary>
    public byte[] Header { get; }

    /// <summary>In the order of their bytes.</summary>
    public IReadOnlyList<TensorToWrite> Tensors { get; }

    /// <param name="tensors">With names that are all different.</param>
    /// <param name="metadata">Written in the order of their keys; not at all if there are none.</param>
    /// <param name="last">A tensor behind all others, or null. Its elements have one byte.</param>
    /// <exception cref="ArgumentException">A name stands twice or is none that a header can hold, a shape does not fit its bytes, or the header is longer than the format allows.</exception>
    public static SafetensorsLayout Of(
        IReadOnlyCollection<TensorToWrite> tensors, IReadOnlyDictionary<string, string> metadata, TensorToWrite? last = null)
    {
        TensorToWrite[] inOrder = [.. InOrder(tensors), .. last is null ? (TensorToWrite[])[] : [last]];
        var names = new HashSet<string>(StringComparer.Ordinal) { SafetensorsHeaderParser.MetadataKey };
        foreach (TensorToWrite tensor in inOrder)
        {
            if (!names.Add(tensor.Name))
            {
                throw new ArgumentException($"The name '{tensor.Name}' stands twice or is reserved; each tensor must have a name of its own.", nameof(tensors));
            }

            // A text with half a surrogate pair has no UTF-8, and would come back as another one.
            if (!IsUnicode(tensor.Name))
            {
                throw new ArgumentException($"The name '{tensor.Name}' has half a surrogate pair; it must be Unicode text.", nameof(tensors));
            }

            if (SafetensorsTensor.Size(tensor.Type, Array.ConvertAll(tensor.Shape, dimension => checked((ulong)dimension))) != (ulong)tensor.Bytes.Length)
            {
                throw new ArgumentException(
                    $"Tensor '{tensor.Name}' has {tensor.Bytes.Length} bytes, which are not the shape {SafetensorsTensor.Text(tensor.Shape)} of {tensor.Type}.", nameof(tensors));
            }
        }

        return new SafetensorsLayout(Write(inOrder, metadata), inOrder);
    }

    private static IEnumerable<TensorToWrite> InOrder(IReadOnlyCollection<TensorToWrite> tensors) => tensors
        .Select(tensor => (Tensor: tensor, Name: Encoding.UTF8.GetBytes(tensor.Name)))
        .OrderByDescending(tensor => tensor.Tensor.Type.Rank)
        .ThenBy(tensor => tensor.Name, Comparer<byte[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b)))
        .Select(tensor => tensor.Tensor);

    private static byte[] Write(TensorToWrite[] tensors, IReadOnlyDictionary<string, string> metadata)
    {
        const int Prefix = sizeof(ulong);
        var buffer = new ArrayBufferWriter<byte>();
        BinaryPrimitives.WriteUInt64LittleEndian(buffer.GetSpan(Prefix), 0);
        buffer.Advance(Prefix);

        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JsonHeaderEncoder.Instance }))
        {
            json.WriteStartObject();
            if (metadata.Count > 0)
            {
                WriteMetadata(json, metadata);
            }

            long start = 0;
            foreach (TensorToWrite tensor in tensors)
            {
                long end = checked(start + tensor.Bytes.Length);
                json.WriteStartObject(tensor.Name);
                json.WriteString("dtype", tensor.Type.Name);
                WriteNumbers(json, "shape", tensor.Shape);
                WriteNumbers(json, "data_offsets", [start, end]);
                json.WriteEndObject();
                start = end;
            }

            json.WriteEndObject();
        }

        int padding = -buffer.WrittenCount & (Prefix - 1);
        buffer.GetSpan(Prefix)[..padding].Fill((byte)' ');
        buffer.Advance(padding);
        byte[] header = buffer.WrittenSpan.ToArray();
        if (header.Length - Prefix > SafetensorsReader.LongestHeader)
        {
            throw new ArgumentException(
                $"The header has {header.Length - Prefix} bytes and the format allows {SafetensorsReader.LongestHeader}; write fewer tensors, or shorter names, into one file.", nameof(tensors));
        }

        BinaryPrimitives.WriteUInt64LittleEndian(header, (ulong)(header.Length - Prefix));
        return header;
    }

    private static void WriteMetadata(Utf8JsonWriter json, IReadOnlyDictionary<string, string> metadata)
    {
        json.WriteStartObject(SafetensorsHeaderParser.MetadataKey);
        foreach ((string key, string value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (!IsUnicode(key) || !IsUnicode(value))
            {
                throw new ArgumentException($"The metadata '{key}' has half a surrogate pair; it must be Unicode text.", nameof(metadata));
            }

            json.WriteString(key, value);
        }

        json.WriteEndObject();
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, ReadOnlySpan<long> numbers)
    {
        json.WriteStartArray(name);
        foreach (long number in numbers)
        {
            json.WriteNumberValue(number);
        }

        json.WriteEndArray();
    }

    private static bool IsUnicode(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && !(i + 1 < text.Length && char.IsSurrogatePair(text[i], text[++i])))
            {
                return false;
            }
        }

        return true;
    }
}
