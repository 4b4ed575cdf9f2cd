using System;
using System.Collections.Generic;
using Adam.Keras.Data;

namespace Adam.Keras.TensorFlow;

/// <summary>Where a tensor lies (BundleEntryProto): its type and shape, a data file and a range of it, a checksum; or the slices that it is cut into.</summary>
internal sealed record BundleEntry(
    int DataType, IReadOnlyList<long> Shape, int Shard, long Offset, long Size, uint Checksum, IReadOnlyList<SliceExtent[]> Slices)
{
    public static BundleEntry Parse(ReadOnlyMemory<byte> message, ByteSource file)
    {
        int type = 0;
        List<long> shape = [];
        int shard = 0;
        long offset = 0;
        long size = 0;
        uint checksum = 0;
        var slices = new List<SliceExtent[]>();
        Messages.Read(message, file, "entry", (number, input) =>
        {
            switch (number)
            {
                case 1:
                    type = input.ReadInt32();
                    break;
                case 2:
                    shape = Messages.Shape(Messages.Nested(input), file);
                    break;
                case 3:
                    shard = input.ReadInt32();
                    break;
                case 4:
                    offset = input.ReadInt64();
                    break;
                case 5:
                    size = input.ReadInt64();
                    break;
                case 6:
                    checksum = input.ReadFixed32();
                    break;
                case 7:
                    slices.Add(SliceExtent.Parse(Messages.Nested(input), file));
                    break;
                default:
                    break;
            }
        });
        return new BundleEntry(type, shape, shard, offset, size, checksum, slices);
    }

    public KerasElement Element => DataType switch
    {
        1 => KerasElement.Binary32,
        2 => KerasElement.Binary64,
        3 => KerasElement.Integer32,
        7 => KerasElement.Text,
        9 => KerasElement.Integer64,
        14 => KerasElement.BFloat16,
        19 => KerasElement.Binary16,
        _ => KerasElement.Other,
    };
}

/// <summary>The part of one axis that a slice covers; a length of -1: the whole axis.</summary>
internal readonly record struct SliceExtent(long Start, long Length)
{
    public static SliceExtent[] Parse(ReadOnlyMemory<byte> message, ByteSource file)
    {
        var extents = new List<SliceExtent>();
        Messages.Read(message, file, "slice", (number, input) =>
        {
            if (number == 1)
            {
                long start = 0;
                long length = -1;
                Messages.Read(Messages.Nested(input), file, "extent", (n, i) =>
                {
                    start = n == 1 ? i.ReadInt64() : start;
                    length = n == 2 ? i.ReadInt64() : length;
                });
                extents.Add(new SliceExtent(start, length));
            }
        });
        return [.. extents];
    }

    /// <summary>The part within an axis of that size; null where it is none.</summary>
    public (long Start, long Length)? Within(long dimension) =>
        Length < 0 ? (Start == 0 ? (0, dimension) : null)
        : Start >= 0 && Start <= dimension && Length <= dimension - Start ? (Start, Length)
        : null;
}
