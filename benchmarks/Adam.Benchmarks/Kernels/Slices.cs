namespace Adam.Benchmarks.Kernels;

/// <summary>Parts of the arrays of a step.</summary>
internal static unsafe class Slices
{
    /// <summary>What is left from element <paramref name="start"/> on.</summary>
    internal static StepArrays From(in StepArrays s, nint start) => Of(s, start, s.Length - start);

    /// <summary><paramref name="length"/> elements from <paramref name="start"/> on.</summary>
    internal static StepArrays Of(in StepArrays s, nint start, nint length) => new()
    {
        P = s.P + start,
        G = s.G + start,
        M = s.M + start,
        V = s.V + start,
        H = s.H + start,
        A = s.A + start,
        Length = length,
        Prefetch = s.Prefetch,
    };
}
