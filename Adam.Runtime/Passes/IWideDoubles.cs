namespace Adam.Passes;

/// <summary>A register that also holds doubles made of elements, half as many as elements.</summary>
/// <typeparam name="TSelf">The width.</typeparam>
internal interface IWideDoubles<TSelf> : IWide<TSelf>
    where TSelf : struct, IWideDoubles<TSelf>
{
    static abstract TSelf AddDoubles(TSelf x, TSelf y);

    /// <summary>Puts doubles of even and of odd elements into the order of the elements.</summary>
    static abstract (TSelf Lower, TSelf Upper) Interleaved(TSelf even, TSelf odd);

    void StoreDoubles(ref double start, nuint index);

    /// <summary>The even elements' <see cref="DoubleBits"/>.</summary>
    TSelf MovedEven();

    /// <summary>The odd elements'.</summary>
    TSelf MovedOdd();

    /// <summary>The lower half of the elements, converted.</summary>
    TSelf ConvertedLower();

    /// <summary>The upper half.</summary>
    TSelf ConvertedUpper();
}
