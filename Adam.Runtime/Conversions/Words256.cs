using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Adam.Conversions;

/// <summary>Eight words.</summary>
internal readonly struct Words256(Vector256<uint> value) : IWords<Words256>
{
    private readonly Vector256<uint> _value = value;

    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector256<uint>.Count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words256 operator +(Words256 x, Words256 y) => new(x._value + y._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words256 operator -(Words256 x, Words256 y) => new(x._value - y._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words256 operator &(Words256 x, Words256 y) => new(x._value & y._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words256 operator |(Words256 x, Words256 y) => new(x._value | y._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words256 operator ^(Words256 x, Words256 y) => new(x._value ^ y._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words256 operator <<(Words256 x, int count) => new(x._value << count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words256 operator >>>(Words256 x, int count) => new(x._value >>> count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words256 All(uint value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words256 Greater(Words256 x, Words256 y) => new(Vector256.GreaterThan(x._value.AsInt32(), y._value.AsInt32()).AsUInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words256 Select(Words256 mask, Words256 ones, Words256 zeros) => new(Vector256.ConditionalSelect(mask._value, ones._value, zeros._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words256 AddAsSingles(Words256 x, Words256 y) => new((x._value.AsSingle() + y._value.AsSingle()).AsUInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words256 Load(ref readonly uint source) => new(Vector256.LoadUnsafe(in source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Words256 words, ref uint target) => words._value.StoreUnsafe(ref target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words256 LoadHalves(ref readonly ushort source) => new(Vector256.WidenLower(Vector128.LoadUnsafe(in source).ToVector256Unsafe()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreHalves(Words256 words, ref ushort target) => Vector256.Narrow(words._value, words._value).GetLower().StoreUnsafe(ref target);
}
