using System;

namespace Adam.Tests.Reference;

/// <summary>
/// The norms of S13. Every square is rounded and flushed in binary32 and added in double, where nothing is lost that
/// could be seen after the one rounding to binary32 at the end (D15).
/// </summary>
internal static class ReferenceNorm
{
    /// <summary>S13.1: the norm of one gradient.</summary>
    public static float OfOne(ReadOnlySpan<float> gradient)
    {
        double sum = 0;
        foreach (float g in gradient)
        {
            sum += FlushedFloat.Multiply(g, g);
        }

        float s = FlushedFloat.Read((float)sum);
        return s > 0 ? FlushedFloat.Sqrt(s) : s;
    }

    /// <summary>S13.2: the norm of all gradients of a call; each square is halved before it is added.</summary>
    public static float OfAll(ReadOnlySpan<float[]?> gradients)
    {
        double sum = 0;
        foreach (float[]? gradient in gradients)
        {
            foreach (float g in gradient ?? [])
            {
                sum += FlushedFloat.Multiply(FlushedFloat.Multiply(g, g), 0.5f);
            }
        }

        return FlushedFloat.Sqrt(FlushedFloat.Multiply(2, FlushedFloat.Read((float)sum)));
    }

    /// <summary>S13.1: elements become (g * limit) / max(norm, limit).</summary>
    public static LaneClip ClipByNorm(float norm, double limit)
    {
        float c = (float)limit;
        return new LaneClip(ReferenceClip.Norm, c, FlushedFloat.Maximum(norm, c), 1);
    }

    /// <summary>S13.2: elements become g * (c * min(1/n, 1/c) + (n - n)).</summary>
    public static LaneClip ClipByGlobalNorm(float norm, double limit)
    {
        float c = (float)limit;
        float k = FlushedFloat.Multiply(c, FlushedFloat.Minimum(FlushedFloat.Divide(1, norm), FlushedFloat.Divide(1, c)));
        float scale = FlushedFloat.Add(k, FlushedFloat.Subtract(norm, norm));
        return new LaneClip(ReferenceClip.GlobalNorm, c, 1, scale);
    }
}
