using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Adam.Lanes;

namespace Adam.Passes;

/// <summary>128 bits, of any processor.</summary>
internal readonly struct Wide128(Vector128<float> value) : IWideDoubles<Wide128>
{
    private const ulong OddElements = 0xFFFFFFFF_00000000;

    private readonly Vector128<float> _value = value;

    public static nuint Count => (nuint)Vector128<float>.Count;

    private Vector128<int> Magnitudes => _value.AsInt32() & Vector128.Create(Binary32.Magnitude);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128 operator +(Wide128 x, Wide128 y) => new(x._value + y._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128 operator *(Wide128 x, Wide128 y) => new(x._value * y._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128 operator /(Wide128 x, Wide128 y) => new(x._value / y._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128 Load(ref float start, nuint index) => new(Vector128.LoadUnsafe(ref start, index));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128 All(float value) => new(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128 Largest(Wide128 words, Wide128 elements) =>
        new(Vector128.Max(words._value.AsInt32(), elements.Magnitudes).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128 AddDoubles(Wide128 x, Wide128 y) => new((x._value.AsDouble() + y._value.AsDouble()).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Wide128 Lower, Wide128 Upper) Interleaved(Wide128 even, Wide128 odd)
    {
        Vector128<double> x = even._value.AsDouble(), y = odd._value.AsDouble();
        return (new(Vector128.Create(x[0], y[0]).AsSingle()), new(Vector128.Create(x[1], y[1]).AsSingle()));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref float start, nuint index) => _value.StoreUnsafe(ref start, index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void StoreDoubles(ref double start, nuint index) => _value.AsDouble().StoreUnsafe(ref start, index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Wide128 ClearedBelow(int floor)
    {
        // The bits of positive numbers are ordered like the numbers, and those of NaN lie above all of them.
        Vector128<int> below = Vector128.LessThan(Magnitudes, Vector128.Create(floor));
        return new(Vector128.AndNot(_value.AsInt32(), below & Vector128.Create(Binary32.Magnitude)).AsSingle());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Wide128 ZeroedBelow(int floor) =>
        new(Vector128.AndNot(_value.AsInt32(), Vector128.LessThan(Magnitudes, Vector128.Create(floor))).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int LargestWord() => 
        int.Max(int.Max(_value.AsInt32()[0], _value.AsInt32()[1]), int.Max(_value.AsInt32()[2], _value.AsInt32()[3]));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool AnyMagnitudeIn(int low, int high)
    {
        Vector128<int> magnitudes = Magnitudes;
        Vector128<int> outside = Vector128.LessThan(magnitudes, Vector128.Create(low)) | Vector128.GreaterThan(magnitudes, Vector128.Create(high));
        return outside != Vector128<int>.AllBitsSet;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Wide128 MovedEven() => Sse2.IsSupported
        ? new(Sse2.Multiply(_value.AsUInt32(), Vector128.Create(1U << DoubleBits.Shift)).AsSingle())
        : new(((_value.AsUInt64() << 32) >> (32 - DoubleBits.Shift)).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Wide128 MovedOdd() => new(((_value.AsUInt64() & Vector128.Create(OddElements)) >> (32 - DoubleBits.Shift)).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Wide128 ConvertedLower() => new(Vector128.WidenLower(_value).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Wide128 ConvertedUpper() => new(Vector128.WidenUpper(_value).AsSingle());
}
