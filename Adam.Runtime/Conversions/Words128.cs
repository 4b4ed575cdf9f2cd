using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Adam.Conversions;

/// <summary>Four words.</summary>
internal readonly struct Words128(Vector128<uint> value) : IWords<Words128>
{
    private readonly Vector128<uint> _value = value;

    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector128<uint>.Count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words128 operator +(Words128 x, Words128 y) => new(x._value + y._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words128 operator -(Words128 x, Words128 y) => new(x._value - y._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words128 operator &(Words128 x, Words128 y) => new(x._value & y._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words128 operator |(Words128 x, Words128 y) => new(x._value | y._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words128 operator ^(Words128 x, Words128 y) => new(x._value ^ y._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words128 operator <<(Words128 x, int count) => new(x._value << count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words128 operator >>>(Words128 x, int count) => new(x._value >>> count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words128 All(uint value) => new(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words128 Greater(Words128 x, Words128 y) => new(Vector128.GreaterThan(x._value.AsInt32(), y._value.AsInt32()).AsUInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words128 Select(Words128 mask, Words128 ones, Words128 zeros) => new(Vector128.ConditionalSelect(mask._value, ones._value, zeros._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words128 AddAsSingles(Words128 x, Words128 y) => new((x._value.AsSingle() + y._value.AsSingle()).AsUInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words128 Load(ref readonly uint source) => new(Vector128.LoadUnsafe(in source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Words128 words, ref uint target) => words._value.StoreUnsafe(ref target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words128 LoadHalves(ref readonly ushort source) => new(Vector128.WidenLower(Vector64.LoadUnsafe(in source).ToVector128Unsafe()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreHalves(Words128 words, ref ushort target) => Vector128.Narrow(words._value, words._value).GetLower().StoreUnsafe(ref target);
}
