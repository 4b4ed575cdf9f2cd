using System;
using System.Runtime.CompilerServices;

namespace Adam.Numerics;

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
    public static float Divide(float x, float y)
    {
        float divisor = Read(y);
        bool vanishes = BitConverter.SingleToInt32Bits(MathF.Abs(x)) < QuotientFloor(divisor);
        return (vanishes ? MathF.CopySign(0f, x) : x) / divisor;
    }

    /// <summary>
    /// The bits of the magnitude below which a numerator's quotient is flushed: |divisor| * 2^-126 (none lands between the least normal
    /// number and the last one that rounds to it). For a divisor below 1 no normal numerator is that small, so 1 serves in its place.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int QuotientFloor(float divisor) =>
        Math.Max(BitConverter.SingleToInt32Bits(MathF.Abs(divisor)), One) - QuotientShift;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sqrt(float x) => MathF.Sqrt(Read(x));

    /// <summary>The bits of 1.</summary>
    private const int One = 127 << 23;

    /// <summary>Subtracted from the bits of a number from 1 on, it multiplies by 2^-126.</summary>
    private const int QuotientShift = 126 << 23;
}
