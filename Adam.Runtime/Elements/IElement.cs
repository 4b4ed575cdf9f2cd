using Adam.Numerics;

namespace Adam.Elements;

/// <summary>
/// The arithmetic of an element type T on scalars. A number of T stands in a double, which holds every one of them exactly; each operation
/// is one operation of T.
/// </summary>
/// <remarks>S0.3: float16 and bfloat16 operations are done in binary32, flushed there, and then rounded once to T.</remarks>
internal interface IElement
{
    /// <summary>The nearest number of T, rounded once: oT of S0.4.</summary>
    static abstract double Round(double value);

    /// <summary>As an operation sees its operand: a subnormal number may be a zero.</summary>
    static abstract double Read(double number);

    static abstract double Subtract(double x, double y);

    static abstract double Multiply(double x, double y);

    static abstract double Divide(double x, double y);

    static abstract double Sqrt(double x);

    /// <summary>What gives powers before they are rounded to T.</summary>
    static abstract IBetaPower NewPower();
}
