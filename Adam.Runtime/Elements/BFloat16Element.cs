using Adam.Numerics;

namespace Adam.Elements;

/// <summary>bfloat16: its subnormal numbers are binary32's, and flushed like them.</summary>
internal readonly struct BFloat16Element : IElement
{
    public static double Round(double value) => BFloat16.FromDouble(value).ToDouble();

    public static double Read(double number) => Flushed.Read((float)number);

    public static double Subtract(double x, double y) => Round(Flushed.Subtract((float)x, (float)y));

    public static double Multiply(double x, double y) => Round(Flushed.Multiply((float)x, (float)y));

    public static double Divide(double x, double y) => Round(Flushed.Divide((float)x, (float)y));

    public static double Sqrt(double x) => Round(Flushed.Sqrt((float)x));

    public static IBetaPower NewPower() => new BetaPower32();
}
