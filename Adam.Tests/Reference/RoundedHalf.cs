using System;

namespace Adam.Tests.Reference;

/// <summary>float16: all its numbers are normal in binary32. Each operation is done in binary32, flushed there, and rounded once (S0.3).</summary>
internal readonly struct RoundedHalf : IArithmetic<Half>
{
    public static Half Add(Half a, Half b) => Rounded(FlushedFloat.Add((float)a, (float)b));

    public static Half Subtract(Half a, Half b) => Rounded(FlushedFloat.Subtract((float)a, (float)b));

    public static Half Multiply(Half a, Half b) => Rounded(FlushedFloat.Multiply((float)a, (float)b));

    public static Half Divide(Half a, Half b) => Rounded(FlushedFloat.Divide((float)a, (float)b));

    public static Half Sqrt(Half a) => Rounded(FlushedFloat.Sqrt((float)a));

    public static Half Maximum(Half a, Half b) => Rounded(FlushedFloat.Maximum((float)a, (float)b));

    public static Half Minimum(Half a, Half b) => Rounded(FlushedFloat.Minimum((float)a, (float)b));

    public static Half Negate(Half a) => -a;

    public static Half Power(Half x, Half n) => Rounded(ExactPower.Compute((float)x, (float)n));

    public static Half Round(double value) => (Half)value;

    public static Half Read(Half x) => Rounded(FlushedFloat.Read((float)x));

    public static double Widen(Half x) => (double)x;

    private static Half Rounded(float value) => Round(value);
}
