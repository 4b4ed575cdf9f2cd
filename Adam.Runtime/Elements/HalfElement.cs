using System;
using Adam.Numerics;

namespace Adam.Elements;

/// <summary>binary16: every number of it is a normal binary32 number, so nothing of it is ever flushed.</summary>
internal readonly struct HalfElement : IElement
{
    public static double Round(double value) => (double)(Half)value;

    public static double Read(double number) => Flushed.Read((float)number);

    public static double Subtract(double x, double y) => Round(Flushed.Subtract((float)x, (float)y));

    public static double Multiply(double x, double y) => Round(Flushed.Multiply((float)x, (float)y));

    public static double Divide(double x, double y) => Round(Flushed.Divide((float)x, (float)y));

    public static double Sqrt(double x) => Round(Flushed.Sqrt((float)x));

    public static IBetaPower NewPower() => new BetaPower32();
}
