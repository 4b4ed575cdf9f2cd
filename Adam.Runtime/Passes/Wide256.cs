using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Adam.Lanes;

namespace Adam.Passes;

/// <summary>256 bits.</summary>
internal readonly struct Wide256(Vector256<float> value) : IWideDoubles<Wide256>
{
    private const ulong OddElements = 0xFFFFFFFF_00000000;

    private readonly Vector256<float> _value = value;

    public static nuint Count => (nuint)Vector256<float>.Count;

    private Vector256<int> Magnitudes => _value.AsInt32() & Vector256.Create(Binary32.Magnitude);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256 operator +(Wide256 x, Wide256 y) => new(x._value + y._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256 operator *(Wide256 x, Wide256 y) => new(x._value * y._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256 operator /(Wide256 x, Wide256 y) => new(x._value / y._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256 Load(ref float start, nuint index) => new(Vector256.LoadUnsafe(ref start, index));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256 All(float value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256 Largest(Wide256 words, Wide256 elements) =>
        new(Vector256.Max(words._value.AsInt32(), elements.Magnitudes).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256 AddDoubles(Wide256 x, Wide256 y) => new((x._value.AsDouble() + y._value.AsDouble()).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Wide256 Lower, Wide256 Upper) Interleaved(Wide256 even, Wide256 odd)
    {
        Vector256<double> x = even._value.AsDouble(), y = odd._value.AsDouble();
        Vector256<double> first = Avx.UnpackLow(x, y), second = Avx.UnpackHigh(x, y);
        return (new(Avx.Permute2x128(first, second, 0x20).AsSingle()), new(Avx.Permute2x128(first, second, 0x31).AsSingle()));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref float start, nuint index) => _value.StoreUnsafe(ref start, index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void StoreDoubles(ref double start, nuint index) => _value.AsDouble().StoreUnsafe(ref start, index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Wide256 ClearedBelow(int floor)
    {
        // The bits of positive numbers are ordered like the numbers, and those of NaN lie above all of them.
        Vector256<int> below = Vector256.LessThan(Magnitudes, Vector256.Create(floor));
        return new(Vector256.AndNot(_value.AsInt32(), below & Vector256.Create(Binary32.Magnitude)).AsSingle());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Wide256 ZeroedBelow(int floor) =>
        new(Vector256.AndNot(_value.AsInt32(), Vector256.LessThan(Magnitudes, Vector256.Create(floor))).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int LargestWord() => new Wide128(Vector128.Max(_value.AsInt32().GetLower(), _value.AsInt32().GetUpper()).AsSingle()).LargestWord();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool AnyMagnitudeIn(int low, int high)
    {
        Vector256<int> magnitudes = Magnitudes;
        Vector256<int> outside = Vector256.LessThan(magnitudes, Vector256.Create(low)) | Vector256.GreaterThan(magnitudes, Vector256.Create(high));
        return outside != Vector256<int>.AllBitsSet;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Wide256 MovedEven() => new(Avx2.Multiply(_value.AsUInt32(), Vector256.Create(1U << DoubleBits.Shift)).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Wide256 MovedOdd() => new(((_value.AsUInt64() & Vector256.Create(OddElements)) >> (32 - DoubleBits.Shift)).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Wide256 ConvertedLower() => new(Vector256.WidenLower(_value).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Wide256 ConvertedUpper() => new(Vector256.WidenUpper(_value).AsSingle());
}
