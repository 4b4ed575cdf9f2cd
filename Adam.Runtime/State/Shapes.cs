using System;
using System.Collections.Generic;

namespace Adam.State;

/// <summary>Shapes as lists of dimensions; a scalar has none.</summary>
internal static class Shapes
{
    /// <summary>The given shape, checked against the number of elements; one dimension where none is given.</summary>
    public static long[] Check(long[]? shape, long length, string owner)
    {
        if (shape is null)
        {
            return [length];
        }

        long elements = 1;
        foreach (long dimension in shape)
        {
            if (dimension < 0)
            {
                throw new ArgumentException($"The shape of {owner} is {Text(shape)}; no dimension may be negative.", nameof(shape));
            }

            // A product that does not fit cannot equal a length that does; zero elements stay zero elements.
            elements = dimension == 0 ? 0 : elements > long.MaxValue / dimension ? long.MaxValue : elements * dimension;
        }

        if (elements != length)
        {
            throw new ArgumentException(
                $"The shape of {owner} is {Text(shape)}, which has {elements} elements, and its memory has {length}; give a shape of that many elements.",
                nameof(shape));
        }

        return (long[])shape.Clone();
    }

    public static string Text(IReadOnlyList<long> shape) => "[" + string.Join(", ", shape) + "]";
}
