using System;
using System.Runtime.CompilerServices;

namespace Adam.Tests.Reference;

/// <summary>
/// binary32 as IEEE 754 has it, with subnormals: what the fast spelling of a kernel computes. The fast spelling is right
/// only for lanes where this and <see cref="FlushedFloat"/> agree.
/// </summary>
internal readonly struct PlainFloat : IArithmetic<float>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Add(float a, float b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Subtract(float a, float b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Multiply(float a, float b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Divide(float a, float b) => a / b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sqrt(float a) => MathF.Sqrt(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Maximum(float a, float b) => MathF.Max(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Minimum(float a, float b) => MathF.Min(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Negate(float a) => -a;

    public static float Power(float x, float n) => ExactPower.Compute(x, n);

    public static float Round(double value) => (float)value;

    public static double Widen(float x) => x;

    public static float Read(float x) => x;
}
