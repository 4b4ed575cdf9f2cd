using System;

namespace Adam.Tests.Reference;

/// <summary>
/// The norms of S13. Every square is rounded and flushed in binary32 and added in double, in the shape that D15 fixes: in blocks of
/// 16384 elements to 32 lanes, which are added pairwise; blocks and gradients one after the other.
/// </summary>
internal static class ReferenceNorm
{
    /// <summary>S13.1: the norm of one gradient.</summary>
    public static float OfOne(ReadOnlySpan<float> gradient)
    {
        double sum = Sum(gradient, 1);
        float s = FlushedFloat.Read((float)sum);
        return s > 0 ? FlushedFloat.Sqrt(s) : s;
    }

    /// <summary>S13.2: the norm of all gradients of a call; each square is halved before it is added.</summary>
    public static float OfAll(ReadOnlySpan<float[]?> gradients)
    {
        double sum = 0;
        foreach (float[]? gradient in gradients)
        {
            sum += Sum(gradient, 0.5f);
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

    private static double Sum(ReadOnlySpan<float> gradient, float factor)
    {
        const int Block = 16384, Lanes = 32;
        double sum = 0;
        for (int start = 0; start < gradient.Length; start += Block)
        {
            double[] lanes = new double[Lanes];
            for (int i = 0; i < Block && start + i < gradient.Length; i++)
            {
                float g = gradient[start + i];
                lanes[i % Lanes] += FlushedFloat.Multiply(FlushedFloat.Multiply(g, g), factor);
            }

            for (int width = Lanes / 2; width > 0; width /= 2)
            {
                for (int lane = 0; lane < width; lane++)
                {
                    lanes[lane] += lanes[lane + width];
                }
            }

            sum += lanes[0];
        }

        return sum;
    }
}
