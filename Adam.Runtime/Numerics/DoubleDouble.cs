using System;

namespace Adam.Numerics;

/// <summary>
/// The unevaluated sum of two doubles, Low at most half a unit in the last place of High: about 106 bits.
/// </summary>
/// <remarks>
/// Only binary64 additions, products and quotients, never a fused one, so that every machine computes the same bits.
/// The bounds in u = 2^-53 are those of Joldes, Muller and Popescu, "Tight and rigorous error bounds for basic building
/// blocks of double-word arithmetic" (ACM TOMS 44, 2017). They hold while no error term underflows: magnitudes from 2^-450 to 2^450.
/// </remarks>
internal readonly struct DoubleDouble(double high, double low)
{
    public double High { get; } = high;

    public double Low { get; } = low;

    public static implicit operator DoubleDouble(double value) => new(value, 0);

    public static DoubleDouble operator -(DoubleDouble x) => new(-x.High, -x.Low);

    /// <summary>The exact sum of two doubles (Knuth).</summary>
    public static DoubleDouble Sum(double a, double b)
    {
        double sum = a + b;
        double shareOfB = sum - a;
        return new(sum, (a - (sum - shareOfB)) + (b - shareOfB));
    }

    /// <summary>The exact sum of two doubles of which the first is the greater in magnitude, or zero (Dekker).</summary>
    public static DoubleDouble OrderedSum(double a, double b)
    {
        double sum = a + b;
        return new(sum, b - (sum - a));
    }

    /// <summary>The exact product of two doubles (Dekker, Veltkamp).</summary>
    public static DoubleDouble Product(double a, double b)
    {
        double product = a * b;
        (double aHigh, double aLow) = Split(a);
        (double bHigh, double bLow) = Split(b);
        double error = (((aHigh * bHigh) - product) + (aHigh * bLow) + (aLow * bHigh)) + (aLow * bLow);
        return new(product, error);
    }

    /// <summary>The quotient of two doubles; relative error below 4 u^2.</summary>
    public static DoubleDouble Quotient(double a, double b)
    {
        double quotient = a / b;
        DoubleDouble back = Product(quotient, b);
        return OrderedSum(quotient, ((a - back.High) - back.Low) / b);
    }

    /// <summary>Relative error below 3 u^2 (1 + 5 u), whatever the signs.</summary>
    public static DoubleDouble operator +(DoubleDouble x, DoubleDouble y)
    {
        DoubleDouble high = Sum(x.High, y.High);
        DoubleDouble low = Sum(x.Low, y.Low);
        DoubleDouble middle = OrderedSum(high.High, high.Low + low.High);
        return OrderedSum(middle.High, low.Low + middle.Low);
    }

    /// <summary>Relative error below 3 u^2.</summary>
    public static DoubleDouble operator *(DoubleDouble x, double y)
    {
        DoubleDouble product = Product(x.High, y);
        return OrderedSum(product.High, product.Low + (x.Low * y));
    }

    /// <summary>Relative error below 5 u^2.</summary>
    public static DoubleDouble operator *(DoubleDouble x, DoubleDouble y)
    {
        DoubleDouble product = Product(x.High, y.High);
        return OrderedSum(product.High, product.Low + ((x.High * y.Low) + (x.Low * y.High)));
    }

    // 26 leading bits and at most 26 signed trailing ones: products of such halves are exact.
    private static (double High, double Low) Split(double a)
    {
        double scaled = 134217729.0 * a;
        double high = scaled - (scaled - a);
        return (high, a - high);
    }
}
