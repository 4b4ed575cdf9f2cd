using System;

namespace Adam.Numerics;

/// <summary>
/// A float whose every operator is one operation of <see cref="Flushed"/>, so that a schedule reads like its formula in the
/// specification (S8.5, S0.3). A value that no operation touches keeps its bits.
/// </summary>
internal readonly struct FlushedFloat(float value)
{
    public float Value { get; } = value;

    public static implicit operator FlushedFloat(float value) => new(value);

    /// <summary>Rounded once, not flushed: copies do not flush.</summary>
    public static explicit operator FlushedFloat(double value) => new((float)value);

    // A difference with the sign of the second turned: the same sum, zeros included.
    public static FlushedFloat operator +(FlushedFloat x, FlushedFloat y) => Flushed.Subtract(x.Value, -y.Value);

    public static FlushedFloat operator -(FlushedFloat x, FlushedFloat y) => Flushed.Subtract(x.Value, y.Value);

    public static FlushedFloat operator *(FlushedFloat x, FlushedFloat y) => Flushed.Multiply(x.Value, y.Value);

    public static FlushedFloat operator /(FlushedFloat x, FlushedFloat y) => Flushed.Divide(x.Value, y.Value);

    public static bool operator <(FlushedFloat x, FlushedFloat y) => Flushed.Read(x.Value) < Flushed.Read(y.Value);

    public static bool operator >(FlushedFloat x, FlushedFloat y) => y < x;

    public static FlushedFloat Floor(FlushedFloat x) => MathF.Floor(Flushed.Read(x.Value));

    public static FlushedFloat Ceiling(FlushedFloat x) => MathF.Ceiling(Flushed.Read(x.Value));

    public static FlushedFloat Min(FlushedFloat x, FlushedFloat y) => MathF.Min(Flushed.Read(x.Value), Flushed.Read(y.Value));

    public static FlushedFloat Pow(FlushedFloat x, FlushedFloat y) => CorrectlyRounded.Pow(x.Value, y.Value);

    public static FlushedFloat Cos(FlushedFloat x) => CorrectlyRounded.Cos(x.Value);

    public static FlushedFloat Log(FlushedFloat x) => CorrectlyRounded.Log(x.Value);
}
