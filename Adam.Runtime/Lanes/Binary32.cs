namespace Adam.Lanes;

/// <summary>
/// Bits of binary32 numbers that flushing compares with, as constants of the format's letters (docs/numerics.md). A test holds them against
/// <see cref="Format"/>, which derives them for any format.
/// </summary>
internal static class Binary32
{
    /// <summary>All bits but the sign.</summary>
    public const int Magnitude = int.MaxValue;

    /// <summary>The sign bit.</summary>
    public const int Sign = int.MinValue;

    /// <summary>1.</summary>
    public const int One = MaxExponent << Fraction;

    /// <summary>The least normal number: what lies below is read and returned as zero (S0.3).</summary>
    public const int LeastNormal = (MinExponent + MaxExponent) << Fraction;

    /// <summary>The square of the next smaller number rounds to less than the least normal one, so it is flushed.</summary>
    public const int LeastSquared = ((MinExponent / 2) + MaxExponent) << Fraction;

    /// <summary>Infinity.</summary>
    public const int Infinity = ((2 * MaxExponent) + 1) << Fraction;

    /// <summary>Subtracted from the bits of a number from 1 on, it multiplies by the least normal number.</summary>
    public const int QuotientShift = -MinExponent << Fraction;

    private const int Precision = 24;
    private const int MinExponent = -126;
    private const int MaxExponent = 127;
    private const int Fraction = Precision - 1;
}
