using System;
using System.Runtime.CompilerServices;
using Adam.Lanes;

namespace Adam.Passes;

/// <summary>One element: what is left over behind the wider ones, and everything where there are none.</summary>
internal readonly struct Wide32(float value) : IWide<Wide32>
{
    public float Value => value;

    public static nuint Count => 1;

    private int Magnitude => BitConverter.SingleToInt32Bits(value) & Binary32.Magnitude;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide32 operator +(Wide32 x, Wide32 y) => new(x.Value + y.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide32 operator *(Wide32 x, Wide32 y) => new(x.Value * y.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide32 operator /(Wide32 x, Wide32 y) => new(x.Value / y.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide32 Load(ref float start, nuint index) => new(Unsafe.Add(ref start, index));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide32 All(float value) => new(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide32 Largest(Wide32 words, Wide32 elements) => words.LargestWord() > elements.Magnitude ? words : new(BitConverter.Int32BitsToSingle(elements.Magnitude));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref float start, nuint index) => Unsafe.Add(ref start, index) = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Wide32 ClearedBelow(int floor) =>
        Magnitude < floor ? new(BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(value) & Binary32.Sign)) : this;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Wide32 ZeroedBelow(int floor) => Magnitude < floor ? default : this;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int LargestWord() => BitConverter.SingleToInt32Bits(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool AnyMagnitudeIn(int low, int high) => Magnitude >= low && Magnitude <= high;
}
