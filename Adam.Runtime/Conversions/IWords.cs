namespace Adam.Conversions;

/// <summary>
/// A vector of 32-bit words of some width, with the few operations that conversions are made of: they are written once, and the
/// compiler makes each width's instructions of them.
/// </summary>
/// <typeparam name="TWords">The vector itself.</typeparam>
internal interface IWords<TWords>
    where TWords : struct, IWords<TWords>
{
    /// <summary>How many words it has.</summary>
    static abstract int Count { get; }

    static abstract TWords operator +(TWords x, TWords y);

    static abstract TWords operator -(TWords x, TWords y);

    static abstract TWords operator &(TWords x, TWords y);

    static abstract TWords operator |(TWords x, TWords y);

    static abstract TWords operator ^(TWords x, TWords y);

    static abstract TWords operator <<(TWords x, int count);

    /// <summary>Zeros come in from above.</summary>
    static abstract TWords operator >>>(TWords x, int count);

    /// <summary>The same word everywhere.</summary>
    static abstract TWords All(uint value);

    /// <summary>All ones where x is the greater one, as signed numbers; else zero.</summary>
    static abstract TWords Greater(TWords x, TWords y);

    /// <summary>The words of one vector where the mask has ones, of the other where it has zeros.</summary>
    static abstract TWords Select(TWords mask, TWords ones, TWords zeros);

    /// <summary>x + y as binary32 numbers, rounded to nearest even.</summary>
    static abstract TWords AddAsSingles(TWords x, TWords y);

    static abstract TWords Load(ref readonly uint source);

    static abstract void Store(TWords words, ref uint target);

    /// <summary>As many 16-bit numbers, each in the lower half of a word.</summary>
    static abstract TWords LoadHalves(ref readonly ushort source);

    /// <summary>The lower half of each word.</summary>
    static abstract void StoreHalves(TWords words, ref ushort target);
}
