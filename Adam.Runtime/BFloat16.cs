using System;
using System.Runtime.InteropServices;

namespace Adam;

/// <summary>
/// A number of 16 bits with the range of binary32 and 8 bits of precision: sign, 8 bits of exponent, 7 of fraction, the upper half
/// of a <see cref="float"/>.
/// </summary>
/// <remarks>
/// Exactly its two bytes, in the processor's order, so that memory of <see cref="ushort"/> and of other types of the format can be
/// reinterpreted (<see cref="MemoryMarshal.Cast{TFrom, TTo}(Span{TFrom})"/>). It stores; to compute, convert to <see cref="float"/>, which is
/// exact. Comparisons are those of <see cref="float"/>: zeros are equal whatever their sign, NaN equals nothing by operator and itself by
/// <see cref="Equals(BFloat16)"/>. Immutable and thread-safe.
/// </remarks>
[StructLayout(LayoutKind.Sequential)]
public readonly partial struct BFloat16 : IEquatable<BFloat16>, IComparable<BFloat16>, IComparable
{
    private const ushort Sign = 0x8000;
    private const ushort Infinity = 0x7F80;

    private readonly ushort _bits;

    private BFloat16(ushort bits) => _bits = bits;

    /// <summary>Zero.</summary>
    public static BFloat16 Zero => default;

    /// <summary>One.</summary>
    public static BFloat16 One => new(0x3F80);

    /// <summary>The least number greater than zero: 2^-133, a subnormal one.</summary>
    public static BFloat16 Epsilon => new(0x0001);

    /// <summary>The greatest finite number: (2 - 2^-7) * 2^127, about 3.39e38.</summary>
    public static BFloat16 MaxValue => new(0x7F7F);

    /// <summary>The least finite number: -<see cref="MaxValue"/>.</summary>
    public static BFloat16 MinValue => new(0xFF7F);

    /// <summary>Infinity.</summary>
    public static BFloat16 PositiveInfinity => new(Infinity);

    /// <summary>Minus infinity.</summary>
    public static BFloat16 NegativeInfinity => new(Infinity | Sign);

    /// <summary>A quiet NaN.</summary>
    public static BFloat16 NaN => new(0xFFC0);

    /// <summary>The number with the given bits.</summary>
    /// <param name="bits">Sign, exponent and fraction, from the highest bit down.</param>
    public static BFloat16 FromBits(ushort bits) => new(bits);

    /// <summary>Sign, exponent and fraction, from the highest bit down.</summary>
    public ushort ToBits() => _bits;

    /// <summary>Whether the number is neither infinite nor NaN.</summary>
    public static bool IsFinite(BFloat16 value) => (value._bits & Infinity) != Infinity;

    /// <summary>Whether the number is infinite, of either sign.</summary>
    public static bool IsInfinity(BFloat16 value) => (value._bits & ~Sign) == Infinity;

    /// <summary>Whether the value is NaN.</summary>
    public static bool IsNaN(BFloat16 value) => (value._bits & ~Sign) > Infinity;

    /// <summary>Whether the sign is minus; so it is for -0 and for some NaN.</summary>
    public static bool IsNegative(BFloat16 value) => (value._bits & Sign) != 0;

    /// <summary>Whether the number is below the least normal one, 2^-126, but not zero.</summary>
    public static bool IsSubnormal(BFloat16 value) => (value._bits & Infinity) == 0 && (value._bits & ~Sign) != 0;

    /// <summary>The same number, or zeros of any sign; false for NaN.</summary>
    public static bool operator ==(BFloat16 left, BFloat16 right) => left.ToSingle() == right.ToSingle();

    /// <summary>Another number, or a NaN among the two.</summary>
    public static bool operator !=(BFloat16 left, BFloat16 right) => left.ToSingle() != right.ToSingle();

    /// <summary>Whether the left number is the lesser one; false for NaN.</summary>
    public static bool operator <(BFloat16 left, BFloat16 right) => left.ToSingle() < right.ToSingle();

    /// <summary>Whether the left number is the greater one; false for NaN.</summary>
    public static bool operator >(BFloat16 left, BFloat16 right) => left.ToSingle() > right.ToSingle();

    /// <summary>Whether the left number is not the greater one; false for NaN.</summary>
    public static bool operator <=(BFloat16 left, BFloat16 right) => left.ToSingle() <= right.ToSingle();

    /// <summary>Whether the left number is not the lesser one; false for NaN.</summary>
    public static bool operator >=(BFloat16 left, BFloat16 right) => left.ToSingle() >= right.ToSingle();

    /// <summary>The number with the other sign.</summary>
    public static BFloat16 operator -(BFloat16 value) => new((ushort)(value._bits ^ Sign));

    /// <summary>The number with the other sign.</summary>
    public static BFloat16 Negate(BFloat16 value) => -value;

    /// <summary>As numbers, NaN below all others and equal to itself.</summary>
    public int CompareTo(BFloat16 other) => ToSingle().CompareTo(other.ToSingle());

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The object is of another type.</exception>
    public int CompareTo(object? obj) => obj switch
    {
        null => 1,
        BFloat16 other => CompareTo(other),
        _ => throw new ArgumentException($"The object is a {obj.GetType()}; it must be a {nameof(BFloat16)}.", nameof(obj)),
    };

    /// <summary>The same number, zeros of any sign, or two NaN.</summary>
    public bool Equals(BFloat16 other) => ToSingle().Equals(other.ToSingle());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is BFloat16 other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => ToSingle().GetHashCode();
}
