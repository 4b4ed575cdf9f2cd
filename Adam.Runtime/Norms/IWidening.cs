using System.Runtime.CompilerServices;
using Adam.Passes;

namespace Adam.Norms;

/// <summary>Makes doubles of squares, exactly: those of a register become two registers, and there are two orders of doing it.</summary>
internal interface IWidening
{
    /// <summary>What 1 becomes: a power of two.</summary>
    static abstract double One { get; }

    static abstract double Of(float square);

    static abstract TWide First<TWide>(TWide squares)
        where TWide : struct, IWideDoubles<TWide>;

    static abstract TWide Second<TWide>(TWide squares)
        where TWide : struct, IWideDoubles<TWide>;

    /// <summary>Puts sums of first and of second registers into the order of the elements.</summary>
    static abstract (TWide Lower, TWide Upper) Order<TWide>(TWide first, TWide second)
        where TWide : struct, IWideDoubles<TWide>;
}

/// <summary>The processor's conversion: the lower half of a register, then the upper one.</summary>
internal readonly struct Conversion : IWidening
{
    public static double One => 1;

    public static double Of(float square) => square;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TWide First<TWide>(TWide squares)
        where TWide : struct, IWideDoubles<TWide> => squares.ConvertedLower();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TWide Second<TWide>(TWide squares)
        where TWide : struct, IWideDoubles<TWide> => squares.ConvertedUpper();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (TWide Lower, TWide Upper) Order<TWide>(TWide first, TWide second)
        where TWide : struct, IWideDoubles<TWide> => (first, second);
}

/// <summary>
/// The <see cref="DoubleBits"/> of the even elements of a register, then of the odd ones. On x64 that is three operations for a register,
/// where two conversions and bringing the upper half down are five.
/// </summary>
/// <remarks>
/// Every double is in another unit, subnormal ones too. Infinities and NaN, of either sign, become finite numbers of at least 2^128 in
/// that unit: a sum below that has none in it.
/// </remarks>
internal readonly struct MovedBits : IWidening
{
    public static double One => DoubleBits.One;

    public static double Of(float square) => DoubleBits.Of(square);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TWide First<TWide>(TWide squares)
        where TWide : struct, IWideDoubles<TWide> => squares.MovedEven();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TWide Second<TWide>(TWide squares)
        where TWide : struct, IWideDoubles<TWide> => squares.MovedOdd();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (TWide Lower, TWide Upper) Order<TWide>(TWide first, TWide second)
        where TWide : struct, IWideDoubles<TWide> => TWide.Interleaved(first, second);
}
