using System.Collections.Generic;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Adam.Benchmarks.Kernels;

/// <summary>One step over all elements.</summary>
internal delegate void Kernel(in StepArrays arrays, in StepNumbers numbers);

/// <summary>A baseline.</summary>
/// <param name="Name">As tables print it.</param>
/// <param name="Plain">The plain step.</param>
/// <param name="All">The step with decay, clip by value, amsgrad and EMA; null where it is not written.</param>
/// <param name="Exact">Whether its bits must be those of the scalar loop.</param>
internal sealed record Baseline(string Name, Kernel Plain, Kernel? All, bool Exact);

/// <summary>The baselines that this machine can run.</summary>
internal static class KernelCatalog
{
    internal const string Scalar = "scalar loop", Best512 = "best order 512", Best256 = "best order 256";

    internal static IReadOnlyList<Baseline> Create(NativeKernels? native)
    {
        List<Baseline> found = [new(Scalar, ScalarLoop.Plain, ScalarLoop.All, true)];
        var primitives = new TensorPrimitivesSteps();
        found.Add(new("TensorPrimitives", primitives.Plain, primitives.All, true));
        if (Has512)
        {
            found.Add(new("natural order 512", NaturalOrder512.Plain, NaturalOrder512.All, true));
            found.Add(new(Best512, BestOrder512.Plain, BestOrder512.All, true));
        }

        if (Has256)
        {
            found.Add(new("natural order 256", NaturalOrder256.Plain, NaturalOrder256.All, true));
            found.Add(new(Best256, BestOrder256.Plain, BestOrder256.All, true));
        }

        AddNative(found, native, "C fast-math", "loop_plain", "loop_all", exact: false);
        AddNative(found, native, "C best order 512", "vectors512_plain", null, exact: true);
        AddNative(found, native, "C best order 256", "vectors256_plain", null, exact: true);
        return found;
    }

    /// <summary>The plain step of the baseline of the gates, in the widest vectors of the processor.</summary>
    internal static Kernel BestKernel => Has512 ? BestOrder512.Plain : Has256 ? BestOrder256.Plain : ScalarLoop.Plain;

    internal static bool Has512 => Vector512.IsHardwareAccelerated && Avx512F.IsSupported;

    internal static bool Has256 => Vector256.IsHardwareAccelerated && Avx2.IsSupported;

    private static void AddNative(List<Baseline> found, NativeKernels? native, string name, string plain, string? all, bool exact)
    {
        if (native?.Find(plain) is { } kernel)
        {
            found.Add(new(name, kernel, all is null ? null : native.Find(all), exact));
        }
    }
}
