using System;
using System.Runtime.CompilerServices;

namespace Adam.Tests.Reference;

/// <summary>
/// binary32 as TensorFlow's CPU kernels compute it (S0.3): a subnormal operand is read as a zero of its sign, and a result
/// that, rounded to 24 bits as if the exponent had no lower end, is below 2^-126 is a zero of its sign.
/// </summary>
internal readonly struct FlushedFloat : IArithmetic<float>
{
    /// <summary>(1 - 2^-25) * 2^-126: the least magnitude that rounds to 2^-126 at 24 bits.</summary>
    private const double LeastKept = (1.0 - 1.0 / (1 << 25)) * SmallestNormal;

    private const double SmallestNormal = 1.1754943508222875e-38;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Add(float a, float b) => Kept(Read(a) + Read(b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Subtract(float a, float b) => Kept(Read(a) - Read(b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Multiply(float a, float b)
    {
        // 24 by 24 bits, and no exponent below -252: the product is exact in double.
        return Rounded((double)Read(a) * Read(b));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Divide(float a, float b)
    {
        // A quotient of 24-bit numbers rounded to 53 bits and then to 24 is the quotient rounded to 24: 53 >= 2 * 24 + 2.
        return Rounded((double)Read(a) / Read(b));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sqrt(float a) => MathF.Sqrt(Read(a));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Maximum(float a, float b) => MathF.Max(Read(a), Read(b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Minimum(float a, float b) => MathF.Min(Read(a), Read(b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Negate(float a) => -a;

    public static float Power(float x, float n) => ExactPower.Compute(x, n);

    public static float Round(double value) => (float)value;

    public static double Widen(float x) => x;

    /// <summary>An operand as an operation sees it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Read(float x)
    {
        uint bits = BitConverter.SingleToUInt32Bits(x);
        return (bits & 0x7F80_0000u) == 0 ? BitConverter.UInt32BitsToSingle(bits & 0x8000_0000u) : x;
    }

    /// <summary>A sum of normal numbers: where it is below 2^-126 it is exact, so the rounded value decides.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Kept(float sum) => Read(sum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Rounded(double exact) =>
        Math.Abs(exact) < LeastKept ? (float)Math.CopySign(0.0, exact) : (float)exact;
}
