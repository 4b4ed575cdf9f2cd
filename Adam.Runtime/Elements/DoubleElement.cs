using Adam.Numerics;

namespace Adam.Elements;

/// <summary>binary64.</summary>
internal readonly struct DoubleElement : IElement
{
    public static double Round(double value) => value;

    public static double Read(double number) => FlushedDouble.Read(number);

    public static double Subtract(double x, double y) => FlushedDouble.Subtract(x, y);

    public static double Multiply(double x, double y) => FlushedDouble.Multiply(x, y);

    public static double Divide(double x, double y) => FlushedDouble.Divide(x, y);

    public static double Sqrt(double x) => FlushedDouble.Sqrt(x);

    public static IBetaPower NewPower() => new PowerOfBeta64();
}
