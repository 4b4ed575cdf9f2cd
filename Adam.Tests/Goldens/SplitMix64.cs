namespace Adam.Tests.Goldens;

/// <summary>
/// The generator of the large cases: splitmix64 (Steele, Lea, Flood, 2014) of a counter, and the floats made from it.
/// </summary>
internal static class SplitMix64
{
    /// <summary>The hash of a counter.</summary>
    public static ulong At(ulong counter)
    {
        unchecked
        {
            ulong z = counter + 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }

    /// <summary>sign * (z >> 40) * 2^(-24 - e), the sign from bit 39, e = (z >> 8) and mask.</summary>
    public static float Value(ulong counter, uint mask)
    {
        ulong z = At(counter);
        int e = (int)((uint)(z >> 8) & mask);

        // 24 bits times a power of two: every step is exact.
        float scale = System.BitConverter.UInt32BitsToSingle((uint)(127 - 24 - e) << 23);
        float magnitude = (uint)(z >> 40) * scale;
        return (z >> 39 & 1) != 0 ? -magnitude : magnitude;
    }
}
