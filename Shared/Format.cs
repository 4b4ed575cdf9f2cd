#if ADAM_GENERATOR
namespace Adam.Generator.Planning;
#else
namespace Adam.Lanes;
#endif

/// <summary>
/// A binary floating-point format, and every limit of flushing and its check that follows from it. docs/numerics.md proves with the same letters
/// why each is enough: p is the precision, l the least exponent of a normal number, w and s those of ordinary variables and second moments.
/// </summary>
/// <param name="Precision">p: bits of a significand, the hidden one included.</param>
/// <param name="MinExponent">l: 2^l is the least normal number.</param>
/// <param name="MaxExponent">The greatest exponent, which is also what exponents are stored with on top.</param>
internal sealed record Format(int Precision, int MinExponent, int MaxExponent)
{
    public static readonly Format Binary32 = new(24, -126, 127);

    public static readonly Format Binary64 = new(53, -1022, 1023);

    // Bounds of what trainings use, the same in every format. What they must keep from l, the conditions of the proof say.
    public const int LargestAlpha = 20, LargestEpsilon = 30, LargestRate = 30, LargestScale = 1, LeastLimit = -20;
    public const int LeastZeroAlpha = -22, LeastZeroMomentum = -20, LargestZeroSecond = 20;
    public const int LargestProductDivisor = 66, LargestProductLimit = 60;

    /// <summary>w = l / 2: variables, first moments and averages are ordinary from 2^w on, the least number whose square is normal.</summary>
    public int Window => MinExponent / 2;

    /// <summary>s = l + p + 7: second moments are ordinary from 2^s on.</summary>
    public int Second => MinExponent + Precision + 7;

    /// <summary>f = l + p + 1 - w: a factor from 2^f on leaves what cancellation leaves of an ordinary number normal: 2^(w - p) * 2^f is 2^(l + 1).</summary>
    public int Factor => MinExponent + Precision + 1 - Window;

    /// <summary>f - 2: no bit depends on the second moment's factor.</summary>
    public int SecondFactor => Factor - 2;

    /// <summary>f + 1: the average's complement meets a variable that two stages have made smaller.</summary>
    public int Complement => Factor + 1;

    /// <summary>(l + p) / 2, rounded up: the square of a gradient from here on, over sqrt(c2), moves a zero second moment to 2^(l + p) or more.</summary>
    public int MovedSecond => -((-MinExponent - Precision) / 2);

    /// <summary>w - p + 7: what a gradient must make of a first moment that is zero.</summary>
    public int MovedFirst => Window - Precision + 7;

    /// <summary>l + p + 2: and of that moment times alpha.</summary>
    public int MovedProduct => MinExponent + Precision + 2;

    /// <summary>l + 2p + 3 - w: a divisor from here on may be replaced by products.</summary>
    public int ProductDivisor => MinExponent + (2 * Precision) + 3 - Window;

    /// <summary>Bits of a significand that are stored.</summary>
    public int Fraction => Precision - 1;

    /// <summary>All bits of a number.</summary>
    public int Width
    {
        get
        {
            int exponents = 1;
            while (1 << (exponents - 1) <= MaxExponent)
            {
                exponents++;
            }

            return 1 + exponents + Fraction;
        }
    }

    public ulong Sign => 1UL << (Width - 1);

    public ulong Magnitude => Sign - 1;

    public ulong Infinity => PowerOfTwo(MaxExponent + 1);

    public ulong LeastNormal => PowerOfTwo(MinExponent);

    /// <summary>Added to the bits of x, it sets the bit below the sign exactly where 2^w &lt;= |x| &lt; 2^(w + MaxExponent + 1).</summary>
    public ulong WindowShift => (ulong)(1 - Window) << Fraction;

    /// <summary>The bits of which magnitudes from 2^w on have at least one: the two upper ones of the exponent.</summary>
    public ulong WindowBits => 3UL << (Width - 3);

    /// <summary>Subtracted from the bits of a number from 1 on, it multiplies by 2^l.</summary>
    public ulong QuotientShift => (ulong)-MinExponent << Fraction;

    /// <summary>The bits of a power of two.</summary>
    public ulong PowerOfTwo(int exponent) => (ulong)(exponent + MaxExponent) << Fraction;

    /// <summary>Twice the bits of a power of two, less one: ordered like the magnitudes, but zero would be above all of them.</summary>
    public ulong Nonzero(int exponent) => (2 * PowerOfTwo(exponent)) - 1;
}
