using System;
using System.Runtime.CompilerServices;

namespace Adam.Benchmarks.Kernels;

/// <summary>The loop a .NET user writes without thinking of vectors. Its bits are what the other baselines are checked with.</summary>
internal static unsafe class ScalarLoop
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Plain(in StepArrays s, in StepNumbers k)
    {
        int n = checked((int)s.Length);
        Span<float> p = new(s.P, n), m = new(s.M, n), v = new(s.V, n);
        ReadOnlySpan<float> g = new(s.G, n);
        float alpha = k.Alpha, epsilon = k.Epsilon, c1 = k.C1, c2 = k.C2;
        for (int i = 0; i < p.Length; i++)
        {
            m[i] += (g[i] - m[i]) * c1;
            v[i] += (g[i] * g[i] - v[i]) * c2;
            p[i] -= m[i] * alpha / (MathF.Sqrt(v[i]) + epsilon);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void All(in StepArrays s, in StepNumbers k)
    {
        int n = checked((int)s.Length);
        Span<float> p = new(s.P, n), m = new(s.M, n), v = new(s.V, n), h = new(s.H, n), a = new(s.A, n);
        ReadOnlySpan<float> g = new(s.G, n);
        float alpha = k.Alpha, epsilon = k.Epsilon, c1 = k.C1, c2 = k.C2;
        float decay = k.Decay, rate = k.Rate, limit = k.Limit, momentum = k.Momentum, rest = k.Rest;
        for (int i = 0; i < p.Length; i++)
        {
            float clipped = MathF.Max(MathF.Min(g[i], limit), -limit);
            p[i] -= p[i] * decay * rate;
            m[i] += (clipped - m[i]) * c1;
            v[i] += (clipped * clipped - v[i]) * c2;
            h[i] = MathF.Max(h[i], v[i]);
            p[i] -= m[i] * alpha / (MathF.Sqrt(h[i]) + epsilon);
            a[i] = (momentum * a[i]) + (rest * p[i]);
        }
    }
}
