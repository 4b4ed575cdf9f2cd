using System;
using System.Collections.Generic;

namespace Adam.Checkpoints;

/// <summary>What a header says of a tensor.</summary>
/// <param name="Name">The name; any text, also an empty one.</param>
/// <param name="Type">The element type.</param>
/// <param name="Shape">The dimensions; none for a scalar. One of 2^63 and more is legal beside a 0.</param>
/// <param name="Start">The first byte, from the end of the header.</param>
/// <param name="End">The byte behind the last one.</param>
internal sealed record SafetensorsTensor(string Name, TensorType Type, ulong[] Shape, long Start, long End)
{
    public long Length => End - Start;

    /// <summary>The bytes of so many elements, multiplied from the left as the format's library does; null if that overflows or is no whole number.</summary>
    public static ulong? Size(TensorType type, ReadOnlySpan<ulong> shape)
    {
        UInt128 product = 1;
        foreach (ulong dimension in shape)
        {
            product *= dimension;
            if (product > ulong.MaxValue)
            {
                return null;
            }
        }

        product *= (uint)type.Bits;
        return product <= ulong.MaxValue && product % 8 == 0 ? (ulong)product / 8 : null;
    }

    public static string Text<T>(IEnumerable<T> shape) => "[" + string.Join(", ", shape) + "]";
}

/// <summary>A header that was read and found right in itself.</summary>
/// <param name="Metadata">Texts by key.</param>
/// <param name="Tensors">In the order of their bytes: without holes, the next one starts where the last one ends.</param>
/// <param name="DataLength">Bytes behind the header.</param>
internal sealed record SafetensorsHeader(IReadOnlyDictionary<string, string> Metadata, IReadOnlyList<SafetensorsTensor> Tensors, long DataLength);
