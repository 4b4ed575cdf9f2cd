using System;
using System.Numerics;

namespace Adam.Numerics;

/// <summary>beta^n, correctly rounded to binary64 and flushed, and cheap when steps follow one another. One object for each beta; not thread-safe.</summary>
/// <remarks>
/// As <see cref="PowerOfBeta"/> (S5.1, D14, S0.3), with a power of two apart from the double-double number, since binary64's own range is wider
/// than the one in which double-double arithmetic keeps its bits. A power n is put together of fewer than n products, so its relative error is below
/// n * 5 * 2^-106; where that does not decide the 53rd bit, integers do. The value does not depend on the way it was reached.
/// </remarks>
internal sealed class PowerOfBeta64 : IBetaPower
{
    /// <summary>Bound of the relative error of <see cref="Magnitude"/>, to be multiplied by n.</summary>
    public const double ErrorPerStep = 1.0 / (1L << 50) / (1L << 53); // 2^-103

    // Outside, every further power is a zero or an infinity.
    private const long Range = 1200;

    private double _beta;
    private ulong _n = ulong.MaxValue;
    private double _result;

    /// <summary>|beta|^n of the last call, before its rounding, as long as it is anywhere near binary64's range.</summary>
    public ScaledDouble Magnitude { get; private set; } = ScaledDouble.One;

    /// <summary>How often a power was made anew, by squaring, instead of from the one before.</summary>
    public int Restarts { get; private set; }

    /// <summary>How often integers had to decide the rounding.</summary>
    public int Exact { get; private set; }

    /// <summary>rd_f64(beta^n). Any beta: NaN, infinities and zeros follow C99; a subnormal beta is read as a zero.</summary>
    /// <param name="beta">The base.</param>
    /// <param name="n">A whole number from 1 to 2^63.</param>
    public double At(double beta, double n)
    {
        // From 2^53 on every double is even.
        bool isOdd = n < 1L << 53 && ((long)n & 1) != 0;
        double magnitude = Math.Abs(FlushedDouble.Read(beta));
        if (!double.IsNormal(magnitude) || magnitude == 1)
        {
            // NaN, infinity, zero and one are their own powers.
            return isOdd || double.IsNaN(beta) ? FlushedDouble.Read(beta) : magnitude;
        }

        var count = (ulong)n;
        if (beta != _beta || count != _n)
        {
            Advance(magnitude, count, isSameBeta: beta == _beta);
            _beta = beta;
            _n = count;
            _result = Round(magnitude, count);
        }

        return beta < 0 && isOdd ? -_result : _result;
    }

    private void Advance(double magnitude, ulong n, bool isSameBeta)
    {
        if (!isSameBeta || n < _n || (n != _n + 1 && IsInside(Magnitude)))
        {
            Magnitude = PowerBySquaring(ScaledDouble.From(magnitude), n);
            Restarts++;
        }
        else if (IsInside(Magnitude))
        {
            Magnitude *= ScaledDouble.From(magnitude);
        }
    }

    private double Round(double beta, ulong n)
    {
        if (!IsInside(Magnitude))
        {
            return Magnitude.Exponent < 0 ? 0 : double.PositiveInfinity;
        }

        if (!Rounding64.TryRound(Magnitude, n * ErrorPerStep, out double result))
        {
            Exact++;
            result = ExactPower64.Compute(beta, n);
        }

        return result;
    }

    // From the leading bit of n down; the powers grow or shrink steadily, so the first one outside tells the end.
    private static ScaledDouble PowerBySquaring(ScaledDouble beta, ulong n)
    {
        ScaledDouble power = ScaledDouble.One;
        for (int bit = BitOperations.Log2(n); bit >= 0 && IsInside(power); bit--)
        {
            power *= power;
            if (((n >> bit) & 1) != 0)
            {
                power *= beta;
            }
        }

        return power;
    }

    private static bool IsInside(ScaledDouble power) => power.Exponent is >= -Range and <= Range;
}
