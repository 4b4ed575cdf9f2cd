namespace Adam.Lanes;

/// <summary>Bits of binary32 numbers that flushing and its check compare with (docs/numerics.md).</summary>
internal static class Binary32
{
    /// <summary>All bits but the sign.</summary>
    public const int Magnitude = 0x7FFFFFFF;

    /// <summary>The sign bit.</summary>
    public const int Sign = int.MinValue;

    /// <summary>1.</summary>
    public const int One = 0x3F800000;

    /// <summary>2^-126, the least normal number: what lies below is read and returned as zero (S0.3).</summary>
    public const int LeastNormal = 0x00800000;

    /// <summary>2^-63: the square of the next smaller number rounds to less than 2^-126, so it is flushed.</summary>
    public const int LeastSquared = 64 << 23;

    /// <summary>The bits of which numbers from <see cref="LeastSquared"/> on have at least one: those of the biased exponents from 64 on.</summary>
    public const int SquaredBits = 3 << 29;

    /// <summary>
    /// Added to the bits of x, it sets bit 30 exactly where 2^-63 &lt;= |x| &lt; 2^65: the biased exponents 64 to 191 become 128 to 255.
    /// </summary>
    public const int WindowShift = 64 << 23;

    /// <summary>2^-95: the smallest second moment that is ordinary.</summary>
    public const int LeastSecondMoment = 32 << 23;

    /// <summary>2^20: beside a larger second moment, the quotient of a lane whose variable is zero might be flushed.</summary>
    public const uint LargestZeroSafeMoment = (127 + 20) << 23;

    /// <summary>2^-63 as a nonzero word: twice its bits, less one.</summary>
    public const uint LeastNonzeroValue = (2u * (64 << 23)) - 1;

    /// <summary>2^-95 as a nonzero word.</summary>
    public const uint LeastNonzeroMoment = (2u * LeastSecondMoment) - 1;

    /// <summary>Infinity.</summary>
    public const uint Infinity = 0x7F800000;

    /// <summary>Subtracted from the bits of a number from 1 on, it multiplies by 2^-126.</summary>
    public const int QuotientShift = 126 << 23;
}
