using System;

namespace Adam.Numerics;

/// <summary>A positive number Value * 2^Exponent, the high part of Value in [1, 2): double-double arithmetic without its limits.</summary>
internal readonly struct ScaledDouble
{
    private ScaledDouble(DoubleDouble value, long exponent)
    {
        // Scaling by a power of two is exact as long as the low part stays normal, and it is far from the end here.
        int shift = Math.ILogB(value.High);
        double scale = Math.ScaleB(1.0, -shift);
        Value = new DoubleDouble(value.High * scale, value.Low * scale);
        Exponent = exponent + shift;
    }

    public static ScaledDouble One { get; } = new(1.0, 0);

    public DoubleDouble Value { get; }

    public long Exponent { get; }

    /// <summary>A positive, normal double: exact.</summary>
    public static ScaledDouble From(double value)
    {
        int shift = Math.ILogB(value);
        return new ScaledDouble(Math.ScaleB(value, -shift), shift);
    }

    /// <summary>Relative error below 5 * 2^-106.</summary>
    public static ScaledDouble operator *(ScaledDouble x, ScaledDouble y) => new(x.Value * y.Value, x.Exponent + y.Exponent);
}
