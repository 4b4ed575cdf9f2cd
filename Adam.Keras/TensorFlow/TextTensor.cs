using System;
using System.Buffers.Binary;
using Adam.Keras.Data;

namespace Adam.Keras.TensorFlow;

/// <summary>
/// Tensors of texts: the length of each as a varint, a checksum of the lengths, then all bytes. The tensor's own checksum is over the
/// lengths as numbers of fixed size, their checksum, and the bytes.
/// </summary>
internal static class TextTensor
{
    /// <summary>The bytes of the texts, one behind the other.</summary>
    public static byte[] Read(ByteSource data, BundleEntry entry, string name)
    {
        byte[] bytes = data.Read(entry.Offset, entry.Size);
        var reader = new SpanReader(bytes, data);
        long elements = ShapeText.Elements(entry.Shape)!.Value;
        if (elements > bytes.Length)
        {
            throw data.Damaged($"the tensor '{name}' has {elements} texts in {bytes.Length} bytes");
        }

        var crc = new Crc32C();
        Span<byte> number = stackalloc byte[sizeof(ulong)];
        ulong total = 0;
        for (long i = 0; i < elements; i++)
        {
            ulong length = reader.Varint();
            BinaryPrimitives.WriteUInt64LittleEndian(number, length);
            crc.Append(length <= uint.MaxValue ? number[..sizeof(uint)] : number);
            total = length > (ulong)bytes.Length ? ulong.MaxValue : total + length;
            if (total > (ulong)bytes.Length)
            {
                throw data.Damaged($"the texts of the tensor '{name}' are longer than its {bytes.Length} bytes");
            }
        }

        ReadOnlySpan<byte> checksum = reader.Take(sizeof(uint));
        Bundle.Verify(data, name, crc.Masked, BinaryPrimitives.ReadUInt32LittleEndian(checksum));
        crc.Append(checksum);
        if ((ulong)reader.Left != total)
        {
            throw data.Damaged($"the texts of the tensor '{name}' are not as long as it says");
        }

        ReadOnlySpan<byte> texts = reader.Take(reader.Left);
        crc.Append(texts);
        Bundle.Verify(data, name, crc.Masked, entry.Checksum);
        return texts.ToArray();
    }
}
