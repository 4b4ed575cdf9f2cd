using System;

namespace Adam.Tests.Reference;

/// <summary>Rounding to bfloat16 by its definition, in double and without a look at bits: the nearest multiple of the unit at the number's size.</summary>
internal static class PlainBFloat16
{
    public static BFloat16 Round(double value)
    {
        if (double.IsNaN(value))
        {
            return BFloat16.NaN;
        }

        // 8 bits of precision; below 2^-126 the unit stays that of 2^-126. A quotient by a power of two is exact here, and so is the product.
        int size = value == 0 ? -126 : Math.Max(Math.ILogB(value), -126);
        double unit = Math.ScaleB(1, Math.Min(size, 128) - 7);
        double rounded = double.IsInfinity(value) ? value : Math.Round(value / unit, MidpointRounding.ToEven) * unit;
        return Math.Abs(rounded) >= Math.ScaleB(1, 128)
            ? rounded > 0 ? BFloat16.PositiveInfinity : BFloat16.NegativeInfinity
            : Encoded(rounded);
    }

    /// <summary>A number of the format, put together of sign, exponent and fraction.</summary>
    private static BFloat16 Encoded(double number)
    {
        double magnitude = Math.Abs(number);
        int exponent = magnitude < Math.ScaleB(1, -126) ? 0 : Math.ILogB(magnitude) + 127;
        double fraction = exponent == 0 ? magnitude * Math.ScaleB(1, 133) : (Math.ScaleB(magnitude, 127 - exponent) - 1) * 128;
        return BFloat16.FromBits((ushort)((double.IsNegative(number) ? 0x8000 : 0) | (exponent << 7) | (int)fraction));
    }
}
