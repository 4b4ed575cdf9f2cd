using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Adam.Conversions;

/// <summary>Sixteen words.</summary>
internal readonly struct Words512(Vector512<uint> value) : IWords<Words512>
{
    private readonly Vector512<uint> _value = value;

    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512<uint>.Count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words512 operator +(Words512 x, Words512 y) => new(x._value + y._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words512 operator -(Words512 x, Words512 y) => new(x._value - y._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words512 operator &(Words512 x, Words512 y) => new(x._value & y._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words512 operator |(Words512 x, Words512 y) => new(x._value | y._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words512 operator ^(Words512 x, Words512 y) => new(x._value ^ y._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words512 operator <<(Words512 x, int count) => new(x._value << count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words512 operator >>>(Words512 x, int count) => new(x._value >>> count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words512 All(uint value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words512 Greater(Words512 x, Words512 y) => new(Vector512.GreaterThan(x._value.AsInt32(), y._value.AsInt32()).AsUInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words512 Select(Words512 mask, Words512 ones, Words512 zeros) => new(Vector512.ConditionalSelect(mask._value, ones._value, zeros._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words512 AddAsSingles(Words512 x, Words512 y) => new((x._value.AsSingle() + y._value.AsSingle()).AsUInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words512 Load(ref readonly uint source) => new(Vector512.LoadUnsafe(in source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Words512 words, ref uint target) => words._value.StoreUnsafe(ref target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words512 LoadHalves(ref readonly ushort source) => new(Vector512.WidenLower(Vector256.LoadUnsafe(in source).ToVector512Unsafe()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreHalves(Words512 words, ref ushort target) => Vector512.Narrow(words._value, words._value).GetLower().StoreUnsafe(ref target);
}
