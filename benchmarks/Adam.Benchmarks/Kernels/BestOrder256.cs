using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Adam.Benchmarks.Kernels;

/// <summary>
/// 256-bit vectors in the best order, with the processor's square root and division: every load of a group of vectors comes
/// before its first store, the rest is masked, and outside L2 all streams are fetched 1 KiB ahead. This is the baseline of the gates.
/// It has no check for subnormal numbers.
/// </summary>
internal static unsafe class BestOrder256
{
    private const int Lanes = 8, Line = 16, Ahead = 256;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Plain(in StepArrays s, in StepNumbers k)
    {
        float* g = s.G, m = s.M, v = s.V, p = s.P;
        nint n = s.Length, i = 0;
        bool prefetch = s.Prefetch != 0;
        Vector256<float> alpha = Vector256.Create(k.Alpha), epsilon = Vector256.Create(k.Epsilon);
        Vector256<float> c1 = Vector256.Create(k.C1), c2 = Vector256.Create(k.C2);
        for (; i <= n - (2 * Lanes); i += 2 * Lanes)
        {
            if (prefetch)
            {
                nint ahead = i + Ahead;
                Sse.Prefetch0(g + ahead);
                Sse.Prefetch0(m + ahead);
                Sse.Prefetch0(v + ahead);
                Sse.Prefetch0(p + ahead);
            }

            Vector256<float> g0 = Vector256.Load(g + i), g1 = Vector256.Load(g + i + Lanes);
            Vector256<float> m0 = Vector256.Load(m + i), m1 = Vector256.Load(m + i + Lanes);
            Vector256<float> v0 = Vector256.Load(v + i), v1 = Vector256.Load(v + i + Lanes);
            Vector256<float> p0 = Vector256.Load(p + i), p1 = Vector256.Load(p + i + Lanes);

            m0 += (g0 - m0) * c1;
            m1 += (g1 - m1) * c1;
            v0 += ((g0 * g0) - v0) * c2;
            v1 += ((g1 * g1) - v1) * c2;
            p0 -= m0 * alpha / (Vector256.Sqrt(v0) + epsilon);
            p1 -= m1 * alpha / (Vector256.Sqrt(v1) + epsilon);

            m0.Store(m + i);
            m1.Store(m + i + Lanes);
            v0.Store(v + i);
            v1.Store(v + i + Lanes);
            p0.Store(p + i);
            p1.Store(p + i + Lanes);
        }

        for (; i < n; i += Lanes)
        {
            Vector256<float> mask = First(n - i);
            Vector256<float> g0 = Avx.MaskLoad(g + i, mask);
            Vector256<float> m0 = Avx.MaskLoad(m + i, mask);
            Vector256<float> v0 = Avx.MaskLoad(v + i, mask);
            Vector256<float> p0 = Avx.MaskLoad(p + i, mask);
            m0 += (g0 - m0) * c1;
            v0 += ((g0 * g0) - v0) * c2;
            p0 -= m0 * alpha / (Vector256.Sqrt(v0) + epsilon);
            Avx.MaskStore(m + i, mask, m0);
            Avx.MaskStore(v + i, mask, v0);
            Avx.MaskStore(p + i, mask, p0);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void All(in StepArrays s, in StepNumbers k)
    {
        float* g = s.G, m = s.M, v = s.V, h = s.H, p = s.P, a = s.A;
        nint n = s.Length, i = 0;
        bool prefetch = s.Prefetch != 0;
        Vector256<float> alpha = Vector256.Create(k.Alpha), epsilon = Vector256.Create(k.Epsilon);
        Vector256<float> c1 = Vector256.Create(k.C1), c2 = Vector256.Create(k.C2);
        Vector256<float> decay = Vector256.Create(k.Decay), rate = Vector256.Create(k.Rate);
        Vector256<float> high = Vector256.Create(k.Limit), low = Vector256.Create(-k.Limit);
        Vector256<float> momentum = Vector256.Create(k.Momentum), rest = Vector256.Create(k.Rest);
        for (; i <= n - Lanes; i += Lanes)
        {
            if (prefetch && (i & (Line - 1)) == 0)
            {
                nint ahead = i + Ahead;
                Sse.Prefetch0(g + ahead);
                Sse.Prefetch0(m + ahead);
                Sse.Prefetch0(v + ahead);
                Sse.Prefetch0(h + ahead);
                Sse.Prefetch0(p + ahead);
                Sse.Prefetch0(a + ahead);
            }

            Vector256<float> g0 = Vector256.Load(g + i);
            Vector256<float> m0 = Vector256.Load(m + i);
            Vector256<float> v0 = Vector256.Load(v + i);
            Vector256<float> h0 = Vector256.Load(h + i);
            Vector256<float> p0 = Vector256.Load(p + i);
            Vector256<float> a0 = Vector256.Load(a + i);

            g0 = Vector256.MaxNative(Vector256.MinNative(g0, high), low);
            p0 -= p0 * decay * rate;
            m0 += (g0 - m0) * c1;
            v0 += ((g0 * g0) - v0) * c2;
            h0 = Vector256.MaxNative(h0, v0);
            p0 -= m0 * alpha / (Vector256.Sqrt(h0) + epsilon);
            a0 = (momentum * a0) + (rest * p0);

            m0.Store(m + i);
            v0.Store(v + i);
            h0.Store(h + i);
            p0.Store(p + i);
            a0.Store(a + i);
        }

        for (; i < n; i += Lanes)
        {
            Vector256<float> mask = First(n - i);
            Vector256<float> g0 = Avx.MaskLoad(g + i, mask);
            Vector256<float> m0 = Avx.MaskLoad(m + i, mask);
            Vector256<float> v0 = Avx.MaskLoad(v + i, mask);
            Vector256<float> h0 = Avx.MaskLoad(h + i, mask);
            Vector256<float> p0 = Avx.MaskLoad(p + i, mask);
            Vector256<float> a0 = Avx.MaskLoad(a + i, mask);
            g0 = Vector256.MaxNative(Vector256.MinNative(g0, high), low);
            p0 -= p0 * decay * rate;
            m0 += (g0 - m0) * c1;
            v0 += ((g0 * g0) - v0) * c2;
            h0 = Vector256.MaxNative(h0, v0);
            p0 -= m0 * alpha / (Vector256.Sqrt(h0) + epsilon);
            a0 = (momentum * a0) + (rest * p0);
            Avx.MaskStore(m + i, mask, m0);
            Avx.MaskStore(v + i, mask, v0);
            Avx.MaskStore(h + i, mask, h0);
            Avx.MaskStore(p + i, mask, p0);
            Avx.MaskStore(a + i, mask, a0);
        }
    }

    /// <summary>A mask of the first <paramref name="count"/> lanes; all where there are more.</summary>
    private static Vector256<float> First(nint count) =>
        Vector256.LessThan(Vector256<int>.Indices, Vector256.Create((int)nint.Min(count, Lanes))).AsSingle();
}
