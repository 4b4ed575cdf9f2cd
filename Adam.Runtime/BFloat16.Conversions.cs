using System;
using Adam.Conversions;

namespace Adam;

/// <content>Conversions.</content>
public readonly partial struct BFloat16
{
    /// <summary>The same number: exact, NaN with its bits.</summary>
    public static explicit operator float(BFloat16 value) => value.ToSingle();

    /// <summary>The same number: exact.</summary>
    public static explicit operator double(BFloat16 value) => value.ToDouble();

    /// <summary>The nearest number, of two equally near ones the even one; infinity from half a unit above <see cref="MaxValue"/> on. NaN stays NaN.</summary>
    public static explicit operator BFloat16(float value) => FromSingle(value);

    /// <summary>The nearest number, rounded once and not by way of <see cref="float"/>; otherwise as from <see cref="float"/>.</summary>
    public static explicit operator BFloat16(double value) => FromDouble(value);

    /// <summary>The same number: exact, NaN with its bits.</summary>
    public float ToSingle() => BitConverter.UInt32BitsToSingle((uint)_bits << 16);

    /// <summary>The same number: exact.</summary>
    public double ToDouble() => ToSingle();

    /// <summary>The nearest number, of two equally near ones the even one; infinity from half a unit above <see cref="MaxValue"/> on.</summary>
    /// <param name="value">The number. Of a NaN the upper bits stay, and it is made quiet.</param>
    public static BFloat16 FromSingle(float value)
    {
        // The words of the vectorised conversion, one at a time: the same bits by construction.
        Words1 word = BFloat16Words.Narrow<Words1>(new Words1(BitConverter.SingleToUInt32Bits(value)));
        return new BFloat16((ushort)word.Value);
    }

    /// <summary>The nearest number, rounded once and not by way of <see cref="float"/>, of two equally near ones the even one.</summary>
    /// <param name="value">The number.</param>
    public static BFloat16 FromDouble(double value)
    {
        // Rounded to odd on the way: a float that is not exact gets its last bit set, 16 bits below the last one that stays, so that it
        // lies on the same side of every midpoint as the number. Infinity from 2^128 on, and beyond every midpoint too.
        float nearest = (float)value;
        if (nearest != value && float.IsFinite(nearest))
        {
            uint bits = BitConverter.SingleToUInt32Bits(nearest);
            bits -= Math.Abs((double)nearest) > Math.Abs(value) ? 1u : 0u;
            nearest = BitConverter.UInt32BitsToSingle(bits | 1);
        }

        return FromSingle(nearest);
    }
}
