using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Adam.Steps;

/// <summary>
/// The bits of a square moved to where a double has them: the even elements of a vector, then the odd ones. On x64 that is three
/// operations for a vector, where two conversions and bringing the upper half down are five.
/// </summary>
/// <remarks>
/// The exponent's bias is left as it is, so every double is 2^(127 - 1023) times the square, subnormal ones too. Infinities and NaN, of
/// either sign, become finite numbers of at least 2^128 in that unit: a sum below that has none in it.
/// </remarks>
internal readonly struct MovedBits : IWidening
{
    /// <summary>Bits of a double's significand behind those of a float's.</summary>
    private const int Shift = 52 - 23;

    private const ulong UpperHalf = 0xFFFFFFFF_00000000;

    /// <summary>2^-896.</summary>
    public static double One => BitConverter.UInt64BitsToDouble(127UL << 52);

    public static double Of(float square) => BitConverter.UInt64BitsToDouble((ulong)BitConverter.SingleToUInt32Bits(square) << Shift);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> First(Vector128<float> squares) => Sse2.IsSupported
        ? Sse2.Multiply(squares.AsUInt32(), Vector128.Create(1U << Shift)).AsDouble()
        : ((squares.AsUInt64() << 32) >> (32 - Shift)).AsDouble();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Second(Vector128<float> squares) =>
        ((squares.AsUInt64() & Vector128.Create(UpperHalf)) >> (32 - Shift)).AsDouble();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> First(Vector256<float> squares) =>
        Avx2.Multiply(squares.AsUInt32(), Vector256.Create(1U << Shift)).AsDouble();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Second(Vector256<float> squares) =>
        ((squares.AsUInt64() & Vector256.Create(UpperHalf)) >> (32 - Shift)).AsDouble();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> First(Vector512<float> squares) =>
        Avx512F.Multiply(squares.AsUInt32(), Vector512.Create(1U << Shift)).AsDouble();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Second(Vector512<float> squares) =>
        ((squares.AsUInt64() & Vector512.Create(UpperHalf)) >> (32 - Shift)).AsDouble();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector128<double> Lower, Vector128<double> Upper) Order(Vector128<double> first, Vector128<double> second) =>
        (Vector128.Create(first[0], second[0]), Vector128.Create(first[1], second[1]));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector256<double> Lower, Vector256<double> Upper) Order(Vector256<double> first, Vector256<double> second)
    {
        (Vector128<double> a, Vector128<double> b) = Order(first.GetLower(), second.GetLower());
        (Vector128<double> c, Vector128<double> d) = Order(first.GetUpper(), second.GetUpper());
        return (Vector256.Create(a, b), Vector256.Create(c, d));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector512<double> Lower, Vector512<double> Upper) Order(Vector512<double> first, Vector512<double> second)
    {
        (Vector256<double> a, Vector256<double> b) = Order(first.GetLower(), second.GetLower());
        (Vector256<double> c, Vector256<double> d) = Order(first.GetUpper(), second.GetUpper());
        return (Vector512.Create(a, b), Vector512.Create(c, d));
    }
}
