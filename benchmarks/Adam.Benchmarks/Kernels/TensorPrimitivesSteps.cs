using System;
using System.Numerics.Tensors;

namespace Adam.Benchmarks.Kernels;

/// <summary>
/// The step as a sequence of whole-array calls of <see cref="TensorPrimitives"/>: one read and one write of memory for each
/// operation, through two or three scratch arrays.
/// </summary>
internal sealed unsafe class TensorPrimitivesSteps
{
    private float[] _first = [];
    private float[] _second = [];
    private float[] _clipped = [];

    internal void Plain(in StepArrays s, in StepNumbers k)
    {
        int n = checked((int)s.Length);
        Grow(ref _first, n);
        Grow(ref _second, n);
        Span<float> p = new(s.P, n), m = new(s.M, n), v = new(s.V, n);
        Moments(new ReadOnlySpan<float>(s.G, n), m, v, k);
        Update(p, m, v, k);
    }

    internal void All(in StepArrays s, in StepNumbers k)
    {
        int n = checked((int)s.Length);
        Grow(ref _first, n);
        Grow(ref _second, n);
        Grow(ref _clipped, n);
        Span<float> p = new(s.P, n), m = new(s.M, n), v = new(s.V, n), h = new(s.H, n), a = new(s.A, n);
        Span<float> t = _first.AsSpan(0, n), clipped = _clipped.AsSpan(0, n);

        // clip
        TensorPrimitives.Min(new ReadOnlySpan<float>(s.G, n), k.Limit, clipped);
        TensorPrimitives.Max(clipped, -k.Limit, clipped);

        // p -= p * decay * rate
        TensorPrimitives.Multiply(p, k.Decay, t);
        TensorPrimitives.Multiply(t, k.Rate, t);
        TensorPrimitives.Subtract(p, t, p);

        Moments(clipped, m, v, k);
        TensorPrimitives.Max(h, v, h);
        Update(p, m, h, k);

        // a = momentum * a + rest * p
        TensorPrimitives.Multiply(a, k.Momentum, a);
        TensorPrimitives.Multiply(p, k.Rest, t);
        TensorPrimitives.Add(a, t, a);
    }

    private void Moments(ReadOnlySpan<float> g, Span<float> m, Span<float> v, in StepNumbers k)
    {
        Span<float> t = _first.AsSpan(0, g.Length);

        // m += (g - m) * c1
        TensorPrimitives.Subtract(g, m, t);
        TensorPrimitives.Multiply(t, k.C1, t);
        TensorPrimitives.Add(m, t, m);

        // v += (g * g - v) * c2
        TensorPrimitives.Multiply(g, g, t);
        TensorPrimitives.Subtract(t, v, t);
        TensorPrimitives.Multiply(t, k.C2, t);
        TensorPrimitives.Add(v, t, v);
    }

    private void Update(Span<float> p, ReadOnlySpan<float> m, ReadOnlySpan<float> d, in StepNumbers k)
    {
        Span<float> t = _first.AsSpan(0, p.Length), u = _second.AsSpan(0, p.Length);

        // p -= m * alpha / (sqrt(d) + epsilon)
        TensorPrimitives.Multiply(m, k.Alpha, t);
        TensorPrimitives.Sqrt(d, u);
        TensorPrimitives.Add(u, k.Epsilon, u);
        TensorPrimitives.Divide(t, u, t);
        TensorPrimitives.Subtract(p, t, p);
    }

    private static void Grow(ref float[] scratch, int length)
    {
        if (scratch.Length < length)
        {
            scratch = new float[length];
        }
    }
}
