namespace Adam;

/// <summary>The instruction sets for which update loops are emitted. All of them give the same bits.</summary>
public enum InstructionSet
{
    /// <summary>One element at a time; runs everywhere.</summary>
    Scalar,

    /// <summary>128-bit vectors of whatever processor there is; SSE2 on x64.</summary>
    Vector128,

    /// <summary>128-bit vectors of arm64.</summary>
    AdvSimd,

    /// <summary>256-bit vectors of x64.</summary>
    Avx2,

    /// <summary>512-bit vectors of x64 (AVX-512 F, DQ, BW and VL).</summary>
    Avx512,
}
