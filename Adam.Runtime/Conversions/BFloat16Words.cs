using System.Runtime.CompilerServices;

namespace Adam.Conversions;

/// <summary>bfloat16: the upper half of binary32.</summary>
internal readonly struct BFloat16Words : IFormatWords
{
    private const uint Magnitude = 0x7FFF_FFFF;
    private const uint Infinity = 0x7F80_0000;
    private const uint QuietNaN = 0x0040;

    // Just below half a unit of the upper half: with the unit's own bit added, a tie goes to the even number.
    private const uint AlmostHalf = 0x7FFF;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TWords Widen<TWords>(TWords numbers)
        where TWords : struct, IWords<TWords> => numbers << 16;

    /// <remarks>A carry out of the fraction goes into the exponent, which is what rounding means, up to infinity. Of a NaN the upper half stays, made quiet.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TWords Narrow<TWords>(TWords singles)
        where TWords : struct, IWords<TWords>
    {
        TWords upper = singles >>> 16;
        TWords rounded = (singles + TWords.All(AlmostHalf) + (upper & TWords.All(1))) >>> 16;
        TWords isNaN = TWords.Greater(singles & TWords.All(Magnitude), TWords.All(Infinity));
        return TWords.Select(isNaN, upper | TWords.All(QuietNaN), rounded);
    }
}
