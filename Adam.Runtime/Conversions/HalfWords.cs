using System.Runtime.CompilerServices;

namespace Adam.Conversions;

/// <summary>binary16: 5 bits of exponent, 10 of fraction.</summary>
internal readonly struct HalfWords : IFormatWords
{
    private const uint HalfMagnitude = 0x7FFF;
    private const uint HalfInfinity = 0x7C00;
    private const uint HalfQuietNaN = 0x0200;
    private const uint HalfFraction = 0x03FF;
    private const uint Sign = 0x8000_0000;
    private const uint Infinity = 0x7F80_0000;
    private const uint QuietNaN = 0x0040_0000;

    // 13 more bits of fraction, and exponents that are counted from 127 instead of 15.
    private const int FractionShift = 13;
    private const uint Rebias = (127 - 15) << 23;
    private const uint LeastNormal = (127 - 14) << 23;
    private const uint Overflow = (127 + 16) << 23;

    // 0.5, of whose units in binary32 one is the least binary16 number.
    private const uint OneHalf = (127 - 1) << 23;

    /// <remarks>
    /// A subnormal number is its fraction times 2^-24: put into a binary32 number from 2^-14 on, and those 2^-14 taken away, exactly. A NaN keeps
    /// its fraction and becomes quiet.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TWords Widen<TWords>(TWords numbers)
        where TWords : struct, IWords<TWords>
    {
        TWords magnitude = numbers & TWords.All(HalfMagnitude);
        TWords shifted = magnitude << FractionShift;
        TWords isSubnormal = TWords.Greater(TWords.All(HalfFraction + 1), magnitude);
        TWords isSpecial = TWords.Greater(magnitude, TWords.All(HalfInfinity - 1));
        TWords isNaN = TWords.Greater(magnitude, TWords.All(HalfInfinity));

        TWords normal = shifted + TWords.All(Rebias);
        TWords subnormal = TWords.AddAsSingles(shifted + TWords.All(LeastNormal), TWords.All(LeastNormal | Sign));
        TWords special = (shifted | TWords.All(Infinity)) | (isNaN & TWords.All(QuietNaN));
        TWords result = TWords.Select(isSpecial, special, TWords.Select(isSubnormal, subnormal, normal));
        return result | ((numbers ^ magnitude) << 16);
    }

    /// <remarks>
    /// Below 2^-14 the sum with 0.5 rounds to multiples of 2^-24, and its fraction is the result. From there on half a unit is added, as for
    /// bfloat16; a carry may reach infinity. A NaN keeps the upper bits of its fraction and becomes quiet.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TWords Narrow<TWords>(TWords singles)
        where TWords : struct, IWords<TWords>
    {
        const uint AlmostHalf = (1u << (FractionShift - 1)) - 1;
        TWords sign = singles & TWords.All(Sign);
        TWords magnitude = singles ^ sign;
        TWords shifted = magnitude >>> FractionShift;
        TWords isSubnormal = TWords.Greater(TWords.All(LeastNormal), magnitude);
        TWords isOverflow = TWords.Greater(magnitude, TWords.All(Overflow - 1));
        TWords isNaN = TWords.Greater(magnitude, TWords.All(Infinity));

        TWords normal = (magnitude - TWords.All(Rebias) + TWords.All(AlmostHalf) + (shifted & TWords.All(1))) >>> FractionShift;
        TWords subnormal = TWords.AddAsSingles(magnitude, TWords.All(OneHalf)) - TWords.All(OneHalf);
        TWords nan = (shifted & TWords.All(HalfFraction)) | TWords.All(HalfInfinity | HalfQuietNaN);
        TWords finite = TWords.Select(isSubnormal, subnormal, normal);
        TWords result = TWords.Select(isNaN, nan, TWords.Select(isOverflow, TWords.All(HalfInfinity), finite));
        return result | (sign >>> 16);
    }
}
