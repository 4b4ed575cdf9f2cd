using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Adam.Benchmarks.Kernels;

/// <summary>
/// 512-bit vectors with each formula's loads, arithmetic and store in the order of the formulas: the first vector loop one
/// writes. A load then follows stores to other arrays, and stalls where their page offsets are equal.
/// </summary>
internal static unsafe class NaturalOrder512
{
    private const int Lanes = 16;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Plain(in StepArrays s, in StepNumbers k)
    {
        float* p = s.P, g = s.G, m = s.M, v = s.V;
        nint n = s.Length, i = 0;
        Vector512<float> alpha = Vector512.Create(k.Alpha), epsilon = Vector512.Create(k.Epsilon);
        Vector512<float> c1 = Vector512.Create(k.C1), c2 = Vector512.Create(k.C2);
        for (; i <= n - Lanes; i += Lanes)
        {
            Vector512<float> gi = Vector512.Load(g + i);
            Vector512<float> mi = Vector512.Load(m + i);
            mi += (gi - mi) * c1;
            mi.Store(m + i);
            Vector512<float> vi = Vector512.Load(v + i);
            vi += ((gi * gi) - vi) * c2;
            vi.Store(v + i);
            Vector512<float> pi = Vector512.Load(p + i);
            pi -= mi * alpha / (Vector512.Sqrt(vi) + epsilon);
            pi.Store(p + i);
        }

        ScalarLoop.Plain(Slices.From(s, i), k);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void All(in StepArrays s, in StepNumbers k)
    {
        float* p = s.P, g = s.G, m = s.M, v = s.V, h = s.H, a = s.A;
        nint n = s.Length, i = 0;
        Vector512<float> alpha = Vector512.Create(k.Alpha), epsilon = Vector512.Create(k.Epsilon);
        Vector512<float> c1 = Vector512.Create(k.C1), c2 = Vector512.Create(k.C2);
        Vector512<float> decay = Vector512.Create(k.Decay), rate = Vector512.Create(k.Rate);
        Vector512<float> high = Vector512.Create(k.Limit), low = Vector512.Create(-k.Limit);
        Vector512<float> momentum = Vector512.Create(k.Momentum), rest = Vector512.Create(k.Rest);
        for (; i <= n - Lanes; i += Lanes)
        {
            Vector512<float> gi = Vector512.MaxNative(Vector512.MinNative(Vector512.Load(g + i), high), low);
            Vector512<float> mi = Vector512.Load(m + i);
            mi += (gi - mi) * c1;
            mi.Store(m + i);
            Vector512<float> vi = Vector512.Load(v + i);
            vi += ((gi * gi) - vi) * c2;
            vi.Store(v + i);
            Vector512<float> hi = Vector512.MaxNative(Vector512.Load(h + i), vi);
            hi.Store(h + i);
            Vector512<float> pi = Vector512.Load(p + i);
            pi -= pi * decay * rate;
            pi -= mi * alpha / (Vector512.Sqrt(hi) + epsilon);
            pi.Store(p + i);
            Vector512<float> ai = (momentum * Vector512.Load(a + i)) + (rest * pi);
            ai.Store(a + i);
        }

        ScalarLoop.All(Slices.From(s, i), k);
    }
}
