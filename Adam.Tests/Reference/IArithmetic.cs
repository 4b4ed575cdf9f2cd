namespace Adam.Tests.Reference;

/// <summary>
/// The rounded operations of an element type that a step is made of, and how numbers become that type. The reference is written
/// once over this list, so that types, and the arithmetic with flushing (S0.3) and the one without, cannot drift apart in anything else.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
internal interface IArithmetic<T>
    where T : unmanaged
{
    /// <summary>a + b, rounded once.</summary>
    static abstract T Add(T a, T b);

    /// <summary>a - b, rounded once.</summary>
    static abstract T Subtract(T a, T b);

    /// <summary>a * b, rounded once.</summary>
    static abstract T Multiply(T a, T b);

    /// <summary>a / b, rounded once.</summary>
    static abstract T Divide(T a, T b);

    /// <summary>The square root, rounded once.</summary>
    static abstract T Sqrt(T a);

    /// <summary>The larger operand; NaN if either is NaN (S5.10, D8).</summary>
    static abstract T Maximum(T a, T b);

    /// <summary>The smaller operand; NaN if either is NaN (S13.3, D8).</summary>
    static abstract T Minimum(T a, T b);

    /// <summary>The other sign.</summary>
    static abstract T Negate(T a);

    /// <summary>x^n for a whole n, as the type's own operation gives it.</summary>
    static abstract T Power(T x, T n);

    /// <summary>The nearest number of the type: oT of S0.4.</summary>
    static abstract T Round(double value);

    /// <summary>An operand as an operation sees it: a subnormal one may be a zero.</summary>
    static abstract T Read(T x);

    /// <summary>The number, exactly.</summary>
    static abstract double Widen(T x);
}
