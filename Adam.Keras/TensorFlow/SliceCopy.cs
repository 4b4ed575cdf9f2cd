using System;
using System.Collections.Generic;

namespace Adam.Keras.TensorFlow;

/// <summary>Where a slice lies within its tensor, and copying it there.</summary>
internal static class SliceCopy
{
    /// <summary>Start and length on each axis.</summary>
    internal sealed record Box(long[] Start, long[] Shape);

    /// <summary>The place of a slice, or null where it does not lie within the tensor.</summary>
    public static Box? Place(SliceExtent[] extents, IReadOnlyList<long> shape)
    {
        if (extents.Length != shape.Count)
        {
            return null;
        }

        var box = new Box(new long[shape.Count], new long[shape.Count]);
        for (int axis = 0; axis < shape.Count; axis++)
        {
            if (extents[axis].Within(shape[axis]) is not { } part)
            {
                return null;
            }

            (box.Start[axis], box.Shape[axis]) = part;
        }

        return box;
    }

    public static bool Overlap(List<Box> boxes)
    {
        for (int i = 0; i < boxes.Count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                if (Overlap(boxes[i], boxes[j]))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Copies runs along the last axis, one for each index into the axes before it.</summary>
    public static void Copy(ReadOnlySpan<byte> slice, Span<byte> whole, Box box, IReadOnlyList<long> shape, int size)
    {
        if (slice.IsEmpty)
        {
            return;
        }

        int rank = shape.Count;
        int run = checked((int)((rank == 0 ? 1 : box.Shape[^1]) * size));
        long[] index = new long[rank];
        for (int from = 0; from < slice.Length; from += run)
        {
            long to = 0;
            for (int axis = 0; axis < rank; axis++)
            {
                to = (to * shape[axis]) + box.Start[axis] + index[axis];
            }

            slice.Slice(from, run).CopyTo(whole[checked((int)(to * size))..]);
            for (int axis = rank - 2; axis >= 0 && ++index[axis] == box.Shape[axis]; axis--)
            {
                index[axis] = 0;
            }
        }
    }

    private static bool Overlap(Box a, Box b)
    {
        for (int axis = 0; axis < a.Start.Length; axis++)
        {
            if (a.Start[axis] + a.Shape[axis] <= b.Start[axis] || b.Start[axis] + b.Shape[axis] <= a.Start[axis])
            {
                return false;
            }
        }

        return true;
    }
}
