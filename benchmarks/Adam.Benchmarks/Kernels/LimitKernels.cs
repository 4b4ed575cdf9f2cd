using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Adam.Benchmarks.Kernels;

/// <summary>
/// The traffic of a step with next to no arithmetic: every array that a step reads is read, every one that it writes is
/// written, and one OR with zero stands between. What no kernel with this traffic can beat.
/// </summary>
/// <remarks>The values stay, so that the next competitor finds in the same arrays what it expects.</remarks>
internal static unsafe class LimitKernels
{
    private const int Lanes = 8, Group = 16, Ahead = 256;

    /// <summary>Reads p, g, m, v; writes p, m, v: 28 bytes an element.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Plain(in StepArrays s, in StepNumbers k)
    {
        float* p = s.P, g = s.G, m = s.M, v = s.V;
        Vector256<float> zero = Vector256.Create(Zero(k));
        bool prefetch = s.Prefetch != 0 && Sse.IsSupported;
        for (nint i = 0; i <= s.Length - Group; i += Group)
        {
            if (prefetch)
            {
                Sse.Prefetch0(p + i + Ahead);
                Sse.Prefetch0(g + i + Ahead);
                Sse.Prefetch0(m + i + Ahead);
                Sse.Prefetch0(v + i + Ahead);
            }

            Vector256<float> g0 = Vector256.Load(g + i) & zero, g1 = Vector256.Load(g + i + Lanes) & zero;
            Vector256<float> p0 = Vector256.Load(p + i) | g0, p1 = Vector256.Load(p + i + Lanes) | g1;
            Vector256<float> m0 = Vector256.Load(m + i) | g0, m1 = Vector256.Load(m + i + Lanes) | g1;
            Vector256<float> v0 = Vector256.Load(v + i) | g0, v1 = Vector256.Load(v + i + Lanes) | g1;
            p0.Store(p + i);
            p1.Store(p + i + Lanes);
            m0.Store(m + i);
            m1.Store(m + i + Lanes);
            v0.Store(v + i);
            v1.Store(v + i + Lanes);
        }
    }

    /// <summary>The same 28 bytes through the widest vectors of the processor.</summary>
    internal static Kernel Widest => KernelCatalog.Has512 ? Plain512 : Plain;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Plain512(in StepArrays s, in StepNumbers k)
    {
        float* p = s.P, g = s.G, m = s.M, v = s.V;
        Vector512<float> zero = Vector512.Create(Zero(k));
        bool prefetch = s.Prefetch != 0;
        for (nint i = 0; i <= s.Length - Group; i += Group)
        {
            if (prefetch)
            {
                Sse.Prefetch0(p + i + Ahead);
                Sse.Prefetch0(g + i + Ahead);
                Sse.Prefetch0(m + i + Ahead);
                Sse.Prefetch0(v + i + Ahead);
            }

            Vector512<float> g0 = Vector512.Load(g + i) & zero, p0 = Vector512.Load(p + i) | g0;
            Vector512<float> m0 = Vector512.Load(m + i) | g0, v0 = Vector512.Load(v + i) | g0;
            p0.Store(p + i);
            m0.Store(m + i);
            v0.Store(v + i);
        }
    }

    /// <summary>The same with the arrays of amsgrad: 36 bytes an element.</summary>
    internal static void Amsgrad(in StepArrays s, in StepNumbers k) => More(s, k, s.H, null);

    /// <summary>The same with the average: 36 bytes an element.</summary>
    internal static void Ema(in StepArrays s, in StepNumbers k) => More(s, k, s.A, null);

    /// <summary>The same with both: 44 bytes an element.</summary>
    internal static void All(in StepArrays s, in StepNumbers k) => More(s, k, s.H, s.A);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void More(in StepArrays s, in StepNumbers k, float* h, float* a)
    {
        float* p = s.P, g = s.G, m = s.M, v = s.V;
        Vector256<float> zero = Vector256.Create(Zero(k));
        bool prefetch = s.Prefetch != 0 && Sse.IsSupported, six = a != null;
        for (nint i = 0; i <= s.Length - Group; i += Group)
        {
            if (prefetch)
            {
                Sse.Prefetch0(p + i + Ahead);
                Sse.Prefetch0(g + i + Ahead);
                Sse.Prefetch0(m + i + Ahead);
                Sse.Prefetch0(v + i + Ahead);
                Sse.Prefetch0(h + i + Ahead);
                if (six)
                {
                    Sse.Prefetch0(a + i + Ahead);
                }
            }

            Vector256<float> g0 = Vector256.Load(g + i) & zero, g1 = Vector256.Load(g + i + Lanes) & zero;
            Vector256<float> p0 = Vector256.Load(p + i) | g0, p1 = Vector256.Load(p + i + Lanes) | g1;
            Vector256<float> m0 = Vector256.Load(m + i) | g0, m1 = Vector256.Load(m + i + Lanes) | g1;
            Vector256<float> v0 = Vector256.Load(v + i) | g0, v1 = Vector256.Load(v + i + Lanes) | g1;
            Vector256<float> h0 = Vector256.Load(h + i) | g0, h1 = Vector256.Load(h + i + Lanes) | g1;
            if (six)
            {
                Vector256<float> a0 = Vector256.Load(a + i) | g0, a1 = Vector256.Load(a + i + Lanes) | g1;
                a0.Store(a + i);
                a1.Store(a + i + Lanes);
            }

            p0.Store(p + i);
            p1.Store(p + i + Lanes);
            m0.Store(m + i);
            m1.Store(m + i + Lanes);
            v0.Store(v + i);
            v1.Store(v + i + Lanes);
            h0.Store(h + i);
            h1.Store(h + i + Lanes);
        }
    }

    /// <summary>A zero of which the compiler does not know that it is one: it must not drop the load of the gradient.</summary>
    private static float Zero(in StepNumbers k) => k.Epsilon - k.Epsilon;
}
