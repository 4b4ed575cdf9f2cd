using Adam.Numerics;

namespace Adam.Elements;

/// <summary>binary32.</summary>
internal readonly struct SingleElement : IElement
{
    public static double Round(double value) => (float)value;

    public static double Read(double number) => Flushed.Read((float)number);

    public static double Subtract(double x, double y) => Round(Flushed.Subtract((float)x, (float)y));

    public static double Multiply(double x, double y) => Round(Flushed.Multiply((float)x, (float)y));

    public static double Divide(double x, double y) => Round(Flushed.Divide((float)x, (float)y));

    public static double Sqrt(double x) => Round(Flushed.Sqrt((float)x));

    public static IBetaPower NewPower() => new BetaPower32();
}
