using System;
using System.Numerics;

namespace Adam.Tests.Reference;

/// <summary>
/// binary64 as TensorFlow's CPU kernels compute it (S0.3): as <see cref="FlushedFloat"/>, at 2^-1022. Whether a tiny product or
/// quotient is kept is decided on integers: from (1 - 2^-54) * 2^-1022 on it rounds to 2^-1022 at 53 bits.
/// </summary>
internal readonly struct FlushedDouble : IArithmetic<double>
{
    private const double SmallestNormal = 2.2250738585072014E-308;

    // (2^54 - 1) * 2^-1076
    private static readonly BigInteger s_leastKept = (BigInteger.One << 54) - 1;

    public static double Add(double a, double b) => Read(Read(a) + Read(b));

    public static double Subtract(double a, double b) => Read(Read(a) - Read(b));

    public static double Multiply(double a, double b)
    {
        (a, b) = (Read(a), Read(b));
        double product = a * b;
        if (!IsTiny(product) || a == 0 || b == 0)
        {
            return product;
        }

        (BigInteger digitsA, int exponentA) = ExactPower.Decompose(Math.Abs(a));
        (BigInteger digitsB, int exponentB) = ExactPower.Decompose(Math.Abs(b));
        return Kept(product, digitsA * digitsB, exponentA + exponentB, s_leastKept, -1076);
    }

    public static double Divide(double a, double b)
    {
        (a, b) = (Read(a), Read(b));
        double quotient = a / b;
        if (!IsTiny(quotient) || a == 0 || double.IsInfinity(b))
        {
            return quotient;
        }

        (BigInteger digitsA, int exponentA) = ExactPower.Decompose(Math.Abs(a));
        (BigInteger digitsB, int exponentB) = ExactPower.Decompose(Math.Abs(b));
        return Kept(quotient, digitsA, exponentA, digitsB * s_leastKept, exponentB - 1076);
    }

    public static double Sqrt(double a) => Math.Sqrt(Read(a));

    public static double Maximum(double a, double b) => Math.Max(Read(a), Read(b));

    public static double Minimum(double a, double b) => Math.Min(Read(a), Read(b));

    public static double Negate(double a) => -a;

    public static double Power(double x, double n) => ExactPower.Compute(x, n);

    public static double Round(double value) => value;

    public static double Read(double x) => double.IsSubnormal(x) ? Math.CopySign(0, x) : x;

    public static double Widen(double x) => x;

    // At 2^-1022 and above, plain rounding is the rounding at 53 bits.
    private static bool IsTiny(double result) => Math.Abs(result) <= SmallestNormal;

    /// <summary>The smallest normal number where exact * 2^exponent is at least the limit, else zero; with the result's sign.</summary>
    private static double Kept(double result, BigInteger exact, int exponent, BigInteger limit, int limitExponent)
    {
        int least = Math.Min(exponent, limitExponent);
        bool isKept = exact << (exponent - least) >= limit << (limitExponent - least);
        return Math.CopySign(isKept ? SmallestNormal : 0, result);
    }
}
