using System;
using Adam.Tests.Goldens;

namespace Adam.Tests.Kernels;

/// <summary>A seeded stream of choices; the same numbers on every run and machine.</summary>
internal sealed class FuzzRandom(ulong seed)
{
    private readonly ulong _first = SplitMix64.At(seed);
    private ulong _count;

    public ulong Bits() => SplitMix64.At(_first + _count++);

    /// <summary>A number in [0, count).</summary>
    public int Below(int count) => (int)((UInt128)Bits() * (ulong)count >> 64);

    public bool Chance(double probability) => (Bits() >> 11) * (1.0 / (1UL << 53)) < probability;

    public T Pick<T>(ReadOnlySpan<T> choices) => choices[Below(choices.Length)];

    /// <summary>The number with a random sign.</summary>
    public float Signed(float magnitude) => (Bits() & 1) == 0 ? magnitude : -magnitude;

    /// <summary>A positive number with a uniform exponent in [low, high) and a uniform mantissa.</summary>
    public float Between(int low, int high)
    {
        ulong z = Bits();
        uint exponent = (uint)(127 + low + (int)(z >> 40) % (high - low));
        return BitConverter.UInt32BitsToSingle(exponent << 23 | (uint)z & 0x7F_FFFF);
    }

    /// <summary>A number at most four steps of its last place away, of the same sign.</summary>
    public float Near(float x) => Stepped(x, Below(9) - 4);

    /// <summary>The number or one at most four steps larger in magnitude.</summary>
    public float NearAbove(float x) => Stepped(x, Below(5));

    private static float Stepped(float x, int steps)
    {
        int bits = BitConverter.SingleToInt32Bits(x);
        int magnitude = Math.Clamp((bits & 0x7FFF_FFFF) + steps, 0, 0x7F80_0000);
        return BitConverter.Int32BitsToSingle(bits & int.MinValue | magnitude);
    }
}
