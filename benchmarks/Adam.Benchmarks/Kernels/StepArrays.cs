using System.Runtime.InteropServices;

namespace Adam.Benchmarks.Kernels;

/// <summary>The arrays of one tensor's step. C kernels read the same layout.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct StepArrays
{
    /// <summary>The variable.</summary>
    public float* P;

    /// <summary>The gradient; only read.</summary>
    public float* G;

    /// <summary>The first moment.</summary>
    public float* M;

    /// <summary>The second moment.</summary>
    public float* V;

    /// <summary>The maximum of the second moments (amsgrad).</summary>
    public float* H;

    /// <summary>The average of the variable (EMA).</summary>
    public float* A;

    /// <summary>Elements of each array.</summary>
    public nint Length;

    /// <summary>1 where the working set leaves L2, so that fetching ahead pays; otherwise 0.</summary>
    public nint Prefetch;
}
