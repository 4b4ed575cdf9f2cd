using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Adam.Benchmarks.Kernels;

/// <summary>
/// 256-bit vectors with each formula's loads, arithmetic and store in the order of the formulas: the first vector loop one
/// writes. A load then follows stores to other arrays, and stalls where their page offsets are equal.
/// </summary>
internal static unsafe class NaturalOrder256
{
    private const int Lanes = 8;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Plain(in StepArrays s, in StepNumbers k)
    {
        float* p = s.P, g = s.G, m = s.M, v = s.V;
        nint n = s.Length, i = 0;
        Vector256<float> alpha = Vector256.Create(k.Alpha), epsilon = Vector256.Create(k.Epsilon);
        Vector256<float> c1 = Vector256.Create(k.C1), c2 = Vector256.Create(k.C2);
        for (; i <= n - Lanes; i += Lanes)
        {
            Vector256<float> gi = Vector256.Load(g + i);
            Vector256<float> mi = Vector256.Load(m + i);
            mi += (gi - mi) * c1;
            mi.Store(m + i);
            Vector256<float> vi = Vector256.Load(v + i);
            vi += ((gi * gi) - vi) * c2;
            vi.Store(v + i);
            Vector256<float> pi = Vector256.Load(p + i);
            pi -= mi * alpha / (Vector256.Sqrt(vi) + epsilon);
            pi.Store(p + i);
        }

        ScalarLoop.Plain(Slices.From(s, i), k);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void All(in StepArrays s, in StepNumbers k)
    {
        float* p = s.P, g = s.G, m = s.M, v = s.V, h = s.H, a = s.A;
        nint n = s.Length, i = 0;
        Vector256<float> alpha = Vector256.Create(k.Alpha), epsilon = Vector256.Create(k.Epsilon);
        Vector256<float> c1 = Vector256.Create(k.C1), c2 = Vector256.Create(k.C2);
        Vector256<float> decay = Vector256.Create(k.Decay), rate = Vector256.Create(k.Rate);
        Vector256<float> high = Vector256.Create(k.Limit), low = Vector256.Create(-k.Limit);
        Vector256<float> momentum = Vector256.Create(k.Momentum), rest = Vector256.Create(k.Rest);
        for (; i <= n - Lanes; i += Lanes)
        {
            Vector256<float> gi = Vector256.MaxNative(Vector256.MinNative(Vector256.Load(g + i), high), low);
            Vector256<float> mi = Vector256.Load(m + i);
            mi += (gi - mi) * c1;
            mi.Store(m + i);
            Vector256<float> vi = Vector256.Load(v + i);
            vi += ((gi * gi) - vi) * c2;
            vi.Store(v + i);
            Vector256<float> hi = Vector256.MaxNative(Vector256.Load(h + i), vi);
            hi.Store(h + i);
            Vector256<float> pi = Vector256.Load(p + i);
            pi -= pi * decay * rate;
            pi -= mi * alpha / (Vector256.Sqrt(hi) + epsilon);
            pi.Store(p + i);
            Vector256<float> ai = (momentum * Vector256.Load(a + i)) + (rest * pi);
            ai.Store(a + i);
        }

        ScalarLoop.All(Slices.From(s, i), k);
    }
}
