namespace Adam.Tests.Reference;

/// <summary>bfloat16: its subnormal numbers are binary32's. Each operation is done in binary32, flushed there, and rounded once (S0.3).</summary>
internal readonly struct RoundedBFloat16 : IArithmetic<BFloat16>
{
    public static BFloat16 Add(BFloat16 a, BFloat16 b) => Rounded(FlushedFloat.Add((float)a, (float)b));

    public static BFloat16 Subtract(BFloat16 a, BFloat16 b) => Rounded(FlushedFloat.Subtract((float)a, (float)b));

    public static BFloat16 Multiply(BFloat16 a, BFloat16 b) => Rounded(FlushedFloat.Multiply((float)a, (float)b));

    public static BFloat16 Divide(BFloat16 a, BFloat16 b) => Rounded(FlushedFloat.Divide((float)a, (float)b));

    public static BFloat16 Sqrt(BFloat16 a) => Rounded(FlushedFloat.Sqrt((float)a));

    public static BFloat16 Maximum(BFloat16 a, BFloat16 b) => Rounded(FlushedFloat.Maximum((float)a, (float)b));

    public static BFloat16 Minimum(BFloat16 a, BFloat16 b) => Rounded(FlushedFloat.Minimum((float)a, (float)b));

    public static BFloat16 Negate(BFloat16 a) => -a;

    public static BFloat16 Power(BFloat16 x, BFloat16 n) => Rounded(ExactPower.Compute((float)x, (float)n));

    public static BFloat16 Round(double value) => PlainBFloat16.Round(value);

    public static BFloat16 Read(BFloat16 x) => Rounded(FlushedFloat.Read((float)x));

    public static double Widen(BFloat16 x) => (double)x;

    private static BFloat16 Rounded(float value) => Round(value);
}
