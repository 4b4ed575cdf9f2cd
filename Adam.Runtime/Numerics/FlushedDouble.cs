using System;

namespace Adam.Numerics;

/// <summary>One rounded binary64 operation each, subnormal operands and results flushed.</summary>
/// <remarks>
/// S0.3 at 2^-1022: what counts is the result rounded to 53 bits as if the exponent had no lower end. A product or quotient near that end is
/// therefore computed 2^100 times as large, where nothing is subnormal, and scaled back, which is exact. A sum there is exact by itself.
/// </remarks>
internal static class FlushedDouble
{
    public const double LeastNormal = 2.2250738585072014E-308;

    private const double Up = 1.2676506002282294E+30; // 2^100
    private const double Suspect = LeastNormal * (1L << 22);

    /// <summary>Zero with the sign of a subnormal number; every other number as it is.</summary>
    public static double Read(double x) => double.IsSubnormal(x) ? Math.CopySign(0, x) : x;

    public static double Subtract(double x, double y) => Read(Read(x) - Read(y));

    public static double Multiply(double x, double y)
    {
        x = Read(x);
        y = Read(y);
        double product = x * y;
        if (!(Math.Abs(product) < Suspect) || x == 0 || y == 0)
        {
            return product;
        }

        // The larger one is below 2^23 here, for the other is at least 2^-1022.
        return Math.Abs(x) > Math.Abs(y) ? Down(x * Up * y) : Down(y * Up * x);
    }

    public static double Divide(double x, double y)
    {
        x = Read(x);
        y = Read(y);
        double quotient = x / y;
        return Math.Abs(quotient) < Suspect ? Down(x * Up / y) : quotient;
    }

    public static double Sqrt(double x) => Math.Sqrt(Read(x));

    private static double Down(double scaled) =>
        Math.Abs(scaled) < LeastNormal * Up ? Math.CopySign(0, scaled) : scaled / Up;
}
