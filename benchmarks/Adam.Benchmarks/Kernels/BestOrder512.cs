using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Adam.Benchmarks.Kernels;

/// <summary>
/// 512-bit vectors in the best order, with the processor's square root and division: every load of a group of vectors comes
/// before its first store, the rest is masked, and outside L2 all streams are fetched 1 KiB ahead. This is the baseline of the gates.
/// It has no check for subnormal numbers.
/// </summary>
internal static unsafe class BestOrder512
{
    private const int Lanes = 16, Line = 16, Ahead = 256;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Plain(in StepArrays s, in StepNumbers k)
    {
        float* g = s.G, m = s.M, v = s.V, p = s.P;
        nint n = s.Length, i = 0;
        bool prefetch = s.Prefetch != 0;
        Vector512<float> alpha = Vector512.Create(k.Alpha), epsilon = Vector512.Create(k.Epsilon);
        Vector512<float> c1 = Vector512.Create(k.C1), c2 = Vector512.Create(k.C2);
        for (; i <= n - (4 * Lanes); i += 4 * Lanes)
        {
            if (prefetch)
            {
                for (nint ahead = i + Ahead; ahead < i + Ahead + (4 * Lanes); ahead += Line)
                {
                    Sse.Prefetch0(g + ahead);
                    Sse.Prefetch0(m + ahead);
                    Sse.Prefetch0(v + ahead);
                    Sse.Prefetch0(p + ahead);
                }
            }

            Vector512<float> g0 = Vector512.Load(g + i), g1 = Vector512.Load(g + i + Lanes),
                g2 = Vector512.Load(g + i + (2 * Lanes)), g3 = Vector512.Load(g + i + (3 * Lanes));
            Vector512<float> m0 = Vector512.Load(m + i), m1 = Vector512.Load(m + i + Lanes),
                m2 = Vector512.Load(m + i + (2 * Lanes)), m3 = Vector512.Load(m + i + (3 * Lanes));
            Vector512<float> v0 = Vector512.Load(v + i), v1 = Vector512.Load(v + i + Lanes),
                v2 = Vector512.Load(v + i + (2 * Lanes)), v3 = Vector512.Load(v + i + (3 * Lanes));
            Vector512<float> p0 = Vector512.Load(p + i), p1 = Vector512.Load(p + i + Lanes),
                p2 = Vector512.Load(p + i + (2 * Lanes)), p3 = Vector512.Load(p + i + (3 * Lanes));

            m0 += (g0 - m0) * c1;
            m1 += (g1 - m1) * c1;
            m2 += (g2 - m2) * c1;
            m3 += (g3 - m3) * c1;
            v0 += ((g0 * g0) - v0) * c2;
            v1 += ((g1 * g1) - v1) * c2;
            v2 += ((g2 * g2) - v2) * c2;
            v3 += ((g3 * g3) - v3) * c2;
            p0 -= m0 * alpha / (Vector512.Sqrt(v0) + epsilon);
            p1 -= m1 * alpha / (Vector512.Sqrt(v1) + epsilon);
            p2 -= m2 * alpha / (Vector512.Sqrt(v2) + epsilon);
            p3 -= m3 * alpha / (Vector512.Sqrt(v3) + epsilon);

            m0.Store(m + i);
            m1.Store(m + i + Lanes);
            m2.Store(m + i + (2 * Lanes));
            m3.Store(m + i + (3 * Lanes));
            v0.Store(v + i);
            v1.Store(v + i + Lanes);
            v2.Store(v + i + (2 * Lanes));
            v3.Store(v + i + (3 * Lanes));
            p0.Store(p + i);
            p1.Store(p + i + Lanes);
            p2.Store(p + i + (2 * Lanes));
            p3.Store(p + i + (3 * Lanes));
        }

        for (; i < n; i += Lanes)
        {
            Vector512<float> mask = First(n - i);
            Vector512<float> g0 = Avx512F.MaskLoad(g + i, mask, Vector512<float>.Zero);
            Vector512<float> m0 = Avx512F.MaskLoad(m + i, mask, Vector512<float>.Zero);
            Vector512<float> v0 = Avx512F.MaskLoad(v + i, mask, Vector512<float>.Zero);
            Vector512<float> p0 = Avx512F.MaskLoad(p + i, mask, Vector512<float>.Zero);
            m0 += (g0 - m0) * c1;
            v0 += ((g0 * g0) - v0) * c2;
            p0 -= m0 * alpha / (Vector512.Sqrt(v0) + epsilon);
            Avx512F.MaskStore(m + i, mask, m0);
            Avx512F.MaskStore(v + i, mask, v0);
            Avx512F.MaskStore(p + i, mask, p0);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void All(in StepArrays s, in StepNumbers k)
    {
        float* g = s.G, m = s.M, v = s.V, h = s.H, p = s.P, a = s.A;
        nint n = s.Length, i = 0;
        bool prefetch = s.Prefetch != 0;
        Vector512<float> alpha = Vector512.Create(k.Alpha), epsilon = Vector512.Create(k.Epsilon);
        Vector512<float> c1 = Vector512.Create(k.C1), c2 = Vector512.Create(k.C2);
        Vector512<float> decay = Vector512.Create(k.Decay), rate = Vector512.Create(k.Rate);
        Vector512<float> high = Vector512.Create(k.Limit), low = Vector512.Create(-k.Limit);
        Vector512<float> momentum = Vector512.Create(k.Momentum), rest = Vector512.Create(k.Rest);
        for (; i <= n - (2 * Lanes); i += 2 * Lanes)
        {
            if (prefetch)
            {
                for (nint ahead = i + Ahead; ahead < i + Ahead + (2 * Lanes); ahead += Line)
                {
                    Sse.Prefetch0(g + ahead);
                    Sse.Prefetch0(m + ahead);
                    Sse.Prefetch0(v + ahead);
                    Sse.Prefetch0(h + ahead);
                    Sse.Prefetch0(p + ahead);
                    Sse.Prefetch0(a + ahead);
                }
            }

            Vector512<float> g0 = Vector512.Load(g + i), g1 = Vector512.Load(g + i + Lanes);
            Vector512<float> m0 = Vector512.Load(m + i), m1 = Vector512.Load(m + i + Lanes);
            Vector512<float> v0 = Vector512.Load(v + i), v1 = Vector512.Load(v + i + Lanes);
            Vector512<float> h0 = Vector512.Load(h + i), h1 = Vector512.Load(h + i + Lanes);
            Vector512<float> p0 = Vector512.Load(p + i), p1 = Vector512.Load(p + i + Lanes);
            Vector512<float> a0 = Vector512.Load(a + i), a1 = Vector512.Load(a + i + Lanes);

            g0 = Vector512.MaxNative(Vector512.MinNative(g0, high), low);
            g1 = Vector512.MaxNative(Vector512.MinNative(g1, high), low);
            p0 -= p0 * decay * rate;
            p1 -= p1 * decay * rate;
            m0 += (g0 - m0) * c1;
            m1 += (g1 - m1) * c1;
            v0 += ((g0 * g0) - v0) * c2;
            v1 += ((g1 * g1) - v1) * c2;
            h0 = Vector512.MaxNative(h0, v0);
            h1 = Vector512.MaxNative(h1, v1);
            p0 -= m0 * alpha / (Vector512.Sqrt(h0) + epsilon);
            p1 -= m1 * alpha / (Vector512.Sqrt(h1) + epsilon);
            a0 = (momentum * a0) + (rest * p0);
            a1 = (momentum * a1) + (rest * p1);

            m0.Store(m + i);
            m1.Store(m + i + Lanes);
            v0.Store(v + i);
            v1.Store(v + i + Lanes);
            h0.Store(h + i);
            h1.Store(h + i + Lanes);
            p0.Store(p + i);
            p1.Store(p + i + Lanes);
            a0.Store(a + i);
            a1.Store(a + i + Lanes);
        }

        for (; i < n; i += Lanes)
        {
            Vector512<float> mask = First(n - i);
            Vector512<float> g0 = Avx512F.MaskLoad(g + i, mask, Vector512<float>.Zero);
            Vector512<float> m0 = Avx512F.MaskLoad(m + i, mask, Vector512<float>.Zero);
            Vector512<float> v0 = Avx512F.MaskLoad(v + i, mask, Vector512<float>.Zero);
            Vector512<float> h0 = Avx512F.MaskLoad(h + i, mask, Vector512<float>.Zero);
            Vector512<float> p0 = Avx512F.MaskLoad(p + i, mask, Vector512<float>.Zero);
            Vector512<float> a0 = Avx512F.MaskLoad(a + i, mask, Vector512<float>.Zero);
            g0 = Vector512.MaxNative(Vector512.MinNative(g0, high), low);
            p0 -= p0 * decay * rate;
            m0 += (g0 - m0) * c1;
            v0 += ((g0 * g0) - v0) * c2;
            h0 = Vector512.MaxNative(h0, v0);
            p0 -= m0 * alpha / (Vector512.Sqrt(h0) + epsilon);
            a0 = (momentum * a0) + (rest * p0);
            Avx512F.MaskStore(m + i, mask, m0);
            Avx512F.MaskStore(v + i, mask, v0);
            Avx512F.MaskStore(h + i, mask, h0);
            Avx512F.MaskStore(p + i, mask, p0);
            Avx512F.MaskStore(a + i, mask, a0);
        }
    }

    /// <summary>A mask of the first <paramref name="count"/> lanes; all where there are more.</summary>
    private static Vector512<float> First(nint count) =>
        Vector512.LessThan(Vector512<int>.Indices, Vector512.Create((int)nint.Min(count, Lanes))).AsSingle();
}
