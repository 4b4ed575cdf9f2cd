using System;
using System.Collections.Generic;

namespace Adam.Tests.Reference;

/// <summary>A gradient of any element type.</summary>
internal abstract record ReferenceGradient;

/// <summary>A dense gradient, or the values of rows that may occur more than once (S0.7).</summary>
/// <param name="Values">An element for each of the variable, or of the rows.</param>
/// <param name="Rows">Which row each row of the values belongs to; null for a dense gradient.</param>
internal sealed record ReferenceGradient<T>(T[] Values, int[]? Rows = null) : ReferenceGradient
    where T : unmanaged
{
    /// <summary>S6.1: the values of equal rows are summed in the order of their occurrence, from zero on.</summary>
    /// <param name="clip">What clipping does to each element before (S13.4).</param>
    public Dictionary<int, T[]> Merge<TArithmetic>(LaneClip<T> clip)
        where TArithmetic : struct, IArithmetic<T>
    {
        int[] rows = Rows ?? throw new InvalidOperationException("A dense gradient has no rows.");
        Dictionary<int, T[]> sums = [];
        int width = rows.Length == 0 ? 0 : Values.Length / rows.Length;
        for (int i = 0; i < rows.Length; i++)
        {
            if (!sums.TryGetValue(rows[i], out T[]? sum))
            {
                sums.Add(rows[i], sum = new T[width]);
            }

            for (int j = 0; j < width; j++)
            {
                sum[j] = TArithmetic.Add(sum[j], ReferenceLane.Clip<TArithmetic, T>(clip, Values[(i * width) + j]));
            }
        }

        return sums;
    }
}
