using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Numerics;
using System.Text;

namespace Adam.Keras.TensorFlow;

/// <summary>
/// The key under which a slice of a tensor stands in the table: the numbers and the name in a code whose order as bytes is that of the
/// values. It begins with the number 0, a zero byte.
/// </summary>
internal static class SliceKey
{
    public static byte[] Of(string name, ReadOnlySpan<SliceExtent> extents)
    {
        var key = new List<byte>();
        WriteNumber(key, 0);
        WriteName(key, Encoding.UTF8.GetBytes(name));
        WriteNumber(key, (ulong)extents.Length);
        foreach (SliceExtent extent in extents)
        {
            WriteSigned(key, extent.Start);
            WriteSigned(key, extent.Length);
        }

        return [.. key];
    }

    /// <summary>The number of bytes that it needs, and these bytes, the highest first.</summary>
    private static void WriteNumber(List<byte> key, ulong value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        int length = (71 - BitOperations.LeadingZeroCount(value)) / 8;
        key.Add((byte)length);
        key.AddRange(bytes[^length..]);
    }

    /// <summary>The bytes up to an end mark of 0 and 1; a byte of 0 becomes 0 and 255, one of 255 becomes 255 and 0.</summary>
    private static void WriteName(List<byte> key, byte[] name)
    {
        foreach (byte b in name)
        {
            key.Add(b);
            if (b is 0 or byte.MaxValue)
            {
                key.Add((byte)~b);
            }
        }

        key.AddRange([0, 1]);
    }

    /// <summary>
    /// n bytes hold 7n - 1 bits and the sign: the number as a two's complement, with the sign's bit turned over and n - 1 bits equal to
    /// it in front, so that longer numbers are larger.
    /// </summary>
    private static void WriteSigned(List<byte> key, long value)
    {
        ulong magnitude = (ulong)(value < 0 ? ~value : value);
        int bits = 64 - BitOperations.LeadingZeroCount(magnitude);
        int length = (bits / 7) + 1;
        Span<byte> bytes = stackalloc byte[10];
        bytes.Fill(value < 0 ? byte.MaxValue : (byte)0);
        BinaryPrimitives.WriteInt64BigEndian(bytes[2..], value);
        Span<byte> last = bytes[^length..];

        // The first `length` bits of the code are turned over.
        for (int i = 0; i < length; i++)
        {
            last[i / 8] ^= (byte)(0x80 >> (i % 8));
        }

        key.AddRange(last);
    }
}
