using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Adam.Lanes;

namespace Adam.Passes;

/// <summary>512 bits.</summary>
internal readonly struct Wide512(Vector512<float> value) : IWideDoubles<Wide512>
{
    private const ulong OddElements = 0xFFFFFFFF_00000000;

    private readonly Vector512<float> _value = value;

    public static nuint Count => (nuint)Vector512<float>.Count;

    private Vector512<int> Magnitudes => _value.AsInt32() & Vector512.Create(Binary32.Magnitude);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512 operator +(Wide512 x, Wide512 y) => new(x._value + y._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512 operator *(Wide512 x, Wide512 y) => new(x._value * y._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512 operator /(Wide512 x, Wide512 y) => new(x._value / y._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512 Load(ref float start, nuint index) => new(Vector512.LoadUnsafe(ref start, index));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512 All(float value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512 Largest(Wide512 words, Wide512 elements) =>
        new(Vector512.Max(words._value.AsInt32(), elements.Magnitudes).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512 AddDoubles(Wide512 x, Wide512 y) => new((x._value.AsDouble() + y._value.AsDouble()).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Wide512 Lower, Wide512 Upper) Interleaved(Wide512 even, Wide512 odd)
    {
        Vector512<double> x = even._value.AsDouble(), y = odd._value.AsDouble();
        Vector512<double> lower = Avx512F.PermuteVar8x64x2(x, Vector512.Create(0L, 8, 1, 9, 2, 10, 3, 11), y);
        Vector512<double> upper = Avx512F.PermuteVar8x64x2(x, Vector512.Create(4L, 12, 5, 13, 6, 14, 7, 15), y);
        return (new(lower.AsSingle()), new(upper.AsSingle()));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref float start, nuint index) => _value.StoreUnsafe(ref start, index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void StoreDoubles(ref double start, nuint index) => _value.AsDouble().StoreUnsafe(ref start, index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Wide512 ClearedBelow(int floor)
    {
        // The bits of positive numbers are ordered like the numbers, and those of NaN lie above all of them.
        Vector512<int> below = Vector512.LessThan(Magnitudes, Vector512.Create(floor));
        return new(Vector512.ConditionalSelect(below, _value.AsInt32() & Vector512.Create(Binary32.Sign), _value.AsInt32()).AsSingle());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Wide512 ZeroedBelow(int floor) =>
        new(Vector512.AndNot(_value.AsInt32(), Vector512.LessThan(Magnitudes, Vector512.Create(floor))).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int LargestWord() => new Wide256(Vector256.Max(_value.AsInt32().GetLower(), _value.AsInt32().GetUpper()).AsSingle()).LargestWord();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool AnyMagnitudeIn(int low, int high)
    {
        Vector512<int> magnitudes = Magnitudes;
        Vector512<int> outside = Vector512.LessThan(magnitudes, Vector512.Create(low)) | Vector512.GreaterThan(magnitudes, Vector512.Create(high));
        return outside != Vector512<int>.AllBitsSet;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Wide512 MovedEven() => new(Avx512F.Multiply(_value.AsUInt32(), Vector512.Create(1U << DoubleBits.Shift)).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Wide512 MovedOdd() => new(((_value.AsUInt64() & Vector512.Create(OddElements)) >> (32 - DoubleBits.Shift)).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Wide512 ConvertedLower() => new(Vector512.WidenLower(_value).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Wide512 ConvertedUpper() => new(Vector512.WidenUpper(_value).AsSingle());
}
