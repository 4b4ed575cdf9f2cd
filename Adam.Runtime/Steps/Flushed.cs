using System;
using System.Runtime.CompilerServices;
using Adam.Lanes;

namespace Adam.Steps;

/// <summary>One rounded binary32 operation each, subnormal operands and results flushed (S0.3): the arithmetic of a step's scalars.</summary>
internal static class Flushed
{
    /// <summary>A product from here on rounds to 2^-126 in 24 bits, whatever the exponent; below, it is flushed.</summary>
    public const double LeastProduct = (1 - 1.0 / (1 << 25)) * LeastNormal;

    private const double LeastNormal = 1.0 / (1L << 62) / (1L << 62) / 4;

    /// <summary>Zero with the sign of a subnormal number; every other number as it is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Read(float x) => float.IsSubnormal(x) ? MathF.CopySign(0f, x) : x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Subtract(float x, float y) => Read(Read(x) - Read(y));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Multiply(float x, float y)
    {
        // Exact in double: 48 bits at the most.
        double product = (double)Read(x) * Read(y);
        return Math.Abs(product) < LeastProduct ? (float)Math.CopySign(0, product) : (float)product;
    }

    /// <summary>
    /// Flushed before it is rounded: the quotient (1 - 2^-24) * 2^-126 lies halfway below 2^-126, to which plain rounding would take
    /// it up, and has to be a zero.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Divide(float x, float y) => ScalarLanes.Quotient(Read(x), Read(y));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sqrt(float x) => MathF.Sqrt(Read(x));
}
