namespace Adam.Tests.Reference;

/// <summary>
/// The rounded operations of binary32 that a step is made of. The reference is written once over this list, so that
/// the arithmetic with flushing (S0.3) and the one without cannot drift apart in anything else.
/// </summary>
internal interface IArithmetic
{
    /// <summary>a + b, rounded once.</summary>
    static abstract float Add(float a, float b);

    /// <summary>a - b, rounded once.</summary>
    static abstract float Subtract(float a, float b);

    /// <summary>a * b, rounded once.</summary>
    static abstract float Multiply(float a, float b);

    /// <summary>a / b, rounded once.</summary>
    static abstract float Divide(float a, float b);

    /// <summary>The square root, rounded once.</summary>
    static abstract float Sqrt(float a);

    /// <summary>The larger operand; NaN if either is NaN (S5.10, D8).</summary>
    static abstract float Maximum(float a, float b);

    /// <summary>The smaller operand; NaN if either is NaN (S13.3, D8).</summary>
    static abstract float Minimum(float a, float b);
}
