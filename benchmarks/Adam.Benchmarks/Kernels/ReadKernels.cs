using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Adam.Benchmarks.Kernels;

/// <summary>
/// The traffic of a norm with next to no arithmetic: the gradient is read and nothing is written, in as many streams and fetched as far ahead as the norm
/// does it. What no norm can beat.
/// </summary>
internal static unsafe class ReadKernels
{
    private const nint Block = 16384;
    private const int Row = 32;

    // Written where the sum is a number that it never is, so that no compiler drops the loads.
    private static float s_sink;

    /// <summary>With 512-bit vectors four blocks at once, else one stream.</summary>
    internal static Kernel Widest => KernelCatalog.Has512 ? Four512 : One256;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Four512(in StepArrays s, in StepNumbers k)
    {
        Vector512<float> a = default, b = default, c = default, d = default;
        Vector512<float> e = default, f = default, h = default, l = default;
        nint whole = s.Length / (4 * Block) * (4 * Block);
        for (nint start = 0; start < whole; start += 4 * Block)
        {
            float* first = s.G + start, second = first + Block, third = second + Block, fourth = third + Block;
            for (nint i = 0; i < Block; i += Row)
            {
                Fetch(first + i + 512);
                Fetch(second + i + 512);
                Fetch(third + i + 512);
                Fetch(fourth + i + 512);
                a += Vector512.Load(first + i);
                b += Vector512.Load(first + i + 16);
                c += Vector512.Load(second + i);
                d += Vector512.Load(second + i + 16);
                e += Vector512.Load(third + i);
                f += Vector512.Load(third + i + 16);
                h += Vector512.Load(fourth + i);
                l += Vector512.Load(fourth + i + 16);
            }
        }

        for (nint i = whole; i < s.Length - Row; i += Row)
        {
            Fetch(s.G + i + 1024);
            a += Vector512.Load(s.G + i);
            b += Vector512.Load(s.G + i + 16);
        }

        Keep(Vector512.Sum(a + b + (c + d) + (e + f + (h + l))));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void One256(in StepArrays s, in StepNumbers k)
    {
        Vector256<float> a = default, b = default, c = default, d = default;
        for (nint i = 0; i <= s.Length - Row; i += Row)
        {
            Fetch(s.G + i + 1024);
            a += Vector256.Load(s.G + i);
            b += Vector256.Load(s.G + i + 8);
            c += Vector256.Load(s.G + i + 16);
            d += Vector256.Load(s.G + i + 24);
        }

        Keep(Vector256.Sum(a + b + (c + d)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Fetch(float* place)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(place);
            Sse.Prefetch0(place + 16);
        }
    }

    private static void Keep(float sum)
    {
        if (sum == float.MaxValue)
        {
            s_sink = sum;
        }
    }
}
