using System;
using System.Runtime.CompilerServices;

namespace Adam.Conversions;

/// <summary>One word: the ends of arrays, and processors without vectors.</summary>
internal readonly struct Words1(uint value) : IWords<Words1>
{
    public uint Value { get; } = value;

    public static int Count => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words1 operator +(Words1 x, Words1 y) => new(unchecked(x.Value + y.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words1 operator -(Words1 x, Words1 y) => new(unchecked(x.Value - y.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words1 operator &(Words1 x, Words1 y) => new(x.Value & y.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words1 operator |(Words1 x, Words1 y) => new(x.Value | y.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words1 operator ^(Words1 x, Words1 y) => new(x.Value ^ y.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words1 operator <<(Words1 x, int count) => new(x.Value << count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words1 operator >>>(Words1 x, int count) => new(x.Value >>> count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words1 All(uint value) => new(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words1 Greater(Words1 x, Words1 y) => new(unchecked((int)x.Value > (int)y.Value ? uint.MaxValue : 0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words1 Select(Words1 mask, Words1 ones, Words1 zeros) => new((mask.Value & ones.Value) | (~mask.Value & zeros.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words1 AddAsSingles(Words1 x, Words1 y) =>
        new(BitConverter.SingleToUInt32Bits(BitConverter.UInt32BitsToSingle(x.Value) + BitConverter.UInt32BitsToSingle(y.Value)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words1 Load(ref readonly uint source) => new(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Words1 words, ref uint target) => target = words.Value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words1 LoadHalves(ref readonly ushort source) => new(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreHalves(Words1 words, ref ushort target) => target = unchecked((ushort)words.Value);
}
