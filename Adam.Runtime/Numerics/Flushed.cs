using System;

namespace Adam.Numerics;

/// <summary>
/// A float whose every operation is one rounded binary32 operation with subnormals flushed, as S0.3 has it: a subnormal operand
/// is read as a zero of its sign, and so is a result below the smallest normal number returned.
/// </summary>
/// <remarks>For scalars of a step and schedules. A value that no operation touches keeps its bits.</remarks>
internal readonly struct Flushed(float value)
{
    public float Value { get; } = value;

    public static implicit operator Flushed(float value) => new(value);

    /// <summary>int64 to binary32, or a double argument to binary32: rounded once, not flushed (copies do not flush).</summary>
    public static explicit operator Flushed(double value) => new((float)value);

    public static Flushed operator +(Flushed x, Flushed y) => Flush(Flush(x.Value) + Flush(y.Value));

    public static Flushed operator -(Flushed x, Flushed y) => Flush(Flush(x.Value) - Flush(y.Value));

    // Exact in double, so rounded once. A product alone can lie where rounding to a subnormal first would differ.
    public static Flushed operator *(Flushed x, Flushed y) => Rounding.Round((double)Flush(x.Value) * Flush(y.Value));

    public static Flushed operator /(Flushed x, Flushed y) => Flush(Flush(x.Value) / Flush(y.Value));

    public static bool operator <(Flushed x, Flushed y) => Flush(x.Value) < Flush(y.Value);

    public static bool operator >(Flushed x, Flushed y) => y < x;

    public static Flushed Floor(Flushed x) => MathF.Floor(Flush(x.Value));

    public static Flushed Ceiling(Flushed x) => MathF.Ceiling(Flush(x.Value));

    public static Flushed Min(Flushed x, Flushed y) => MathF.Min(Flush(x.Value), Flush(y.Value));

    public static Flushed Pow(Flushed x, Flushed y) => CorrectlyRounded.Pow(x.Value, y.Value);

    public static Flushed Cos(Flushed x) => CorrectlyRounded.Cos(x.Value);

    public static Flushed Log(Flushed x) => CorrectlyRounded.Log(x.Value);

    /// <summary>A subnormal becomes a zero of its sign; every other value stays.</summary>
    public static float Flush(float value) => MathF.Abs(value) < (float)Rounding.SmallestNormal ? value * 0f : value;
}
