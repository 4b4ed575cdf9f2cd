using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Adam.Lanes;

namespace Adam.Steps;

/// <summary>The square of an element, rounded to binary32: the same bits at every width.</summary>
internal interface ISquare
{
    float Of(float x);

    Vector128<float> Of(Vector128<float> x);

    Vector256<float> Of(Vector256<float> x);

    Vector512<float> Of(Vector512<float> x);
}

/// <summary>
/// 2^64 times the square. The factor keeps the square of everything from 2^-95 on from being subnormal, which would be slow, and changes
/// no other bit of it unless it overflows.
/// </summary>
internal readonly struct ScaledSquare : ISquare
{
    public const float Scale = 2f * (1UL << 63);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Of(float x) => x * Scale * x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector128<float> Of(Vector128<float> x) => x * Vector128.Create(Scale) * x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Of(Vector256<float> x) => x * Vector256.Create(Scale) * x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> Of(Vector512<float> x) => x * Vector512.Create(Scale) * x;
}

/// <summary>The square where the element is at least the magnitude with these bits, and zero below.</summary>
/// <param name="least">The bits of the least magnitude whose square counts.</param>
internal readonly struct ClearedSquare(int least) : ISquare
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Of(float x) => (BitConverter.SingleToInt32Bits(x) & Binary32.Magnitude) >= least ? x * x : 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector128<float> Of(Vector128<float> x)
    {
        Vector128<int> below = Vector128.LessThan(x.AsInt32() & Vector128.Create(Binary32.Magnitude), Vector128.Create(least));
        Vector128<float> cleared = Vector128.AndNot(x.AsInt32(), below).AsSingle();
        return cleared * cleared;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Of(Vector256<float> x)
    {
        Vector256<int> below = Vector256.LessThan(x.AsInt32() & Vector256.Create(Binary32.Magnitude), Vector256.Create(least));
        Vector256<float> cleared = Vector256.AndNot(x.AsInt32(), below).AsSingle();
        return cleared * cleared;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> Of(Vector512<float> x)
    {
        Vector512<int> below = Vector512.LessThan(x.AsInt32() & Vector512.Create(Binary32.Magnitude), Vector512.Create(least));
        Vector512<float> cleared = Vector512.AndNot(x.AsInt32(), below).AsSingle();
        return cleared * cleared;
    }
}
