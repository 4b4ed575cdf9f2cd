namespace Adam.Passes;

/// <summary>
/// Elements in a register of one width, by what the library's own passes do with them. A pass is written once over it, and every width
/// gives the same bits in every lane.
/// </summary>
/// <remarks>Which instruction set has which width stands in <see cref="Widths"/>.</remarks>
/// <typeparam name="TSelf">The width.</typeparam>
internal interface IWide<TSelf>
    where TSelf : struct, IWide<TSelf>
{
    /// <summary>How many elements it holds.</summary>
    static abstract nuint Count { get; }

    static abstract TSelf operator +(TSelf x, TSelf y);

    static abstract TSelf operator *(TSelf x, TSelf y);

    static abstract TSelf operator /(TSelf x, TSelf y);

    static abstract TSelf Load(ref float start, nuint index);

    static abstract TSelf All(float value);

    /// <summary>The words of the larger magnitudes, NaN above infinity: of those found so far, and of elements.</summary>
    static abstract TSelf Largest(TSelf words, TSelf elements);

    void Store(ref float start, nuint index);

    /// <summary>Zero, with its sign, where the magnitude is below a positive number given by its bits.</summary>
    TSelf ClearedBelow(int floor);

    /// <summary>+0 there.</summary>
    TSelf ZeroedBelow(int floor);

    /// <summary>The largest word.</summary>
    int LargestWord();

    /// <summary>Whether the bits of any magnitude lie in [low, high].</summary>
    bool AnyMagnitudeIn(int low, int high);
}
