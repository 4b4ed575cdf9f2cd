namespace Adam.Conversions;

/// <summary>A 16-bit floating-point format, by how its numbers become binary32 and how binary32 becomes its numbers.</summary>
internal interface IFormatWords
{
    /// <summary>Binary32 bits of numbers whose 16 bits are in the lower halves: exact.</summary>
    static abstract TWords Widen<TWords>(TWords numbers)
        where TWords : struct, IWords<TWords>;

    /// <summary>Numbers in the lower halves, rounded to nearest even from binary32 bits; what is in the upper halves does not matter.</summary>
    static abstract TWords Narrow<TWords>(TWords singles)
        where TWords : struct, IWords<TWords>;
}
