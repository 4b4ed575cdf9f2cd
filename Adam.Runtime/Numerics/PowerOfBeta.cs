using System;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Adam.Numerics;

/// <summary>
/// beta^n for the bias correction of step t, n = t rounded to binary32 (S5.1): correctly rounded (D14), flushed (S0.3), and
/// cheap when steps follow one another. One object for each beta; not thread-safe.
/// </summary>
/// <remarks>
/// The magnitude is carried in double-double from step to step, one product each, or powered anew by squaring. Either way a
/// power n is put together of fewer than n products, so its relative error is below n * 5 * 2^-106. The rounding is decided
/// only outside that bound; the value therefore does not depend on the way it was reached.
/// </remarks>
internal sealed class PowerOfBeta
{
    /// <summary>Bound of the relative error of <see cref="Magnitude"/>, to be multiplied by n.</summary>
    public const double ErrorPerStep = 1.0 / (1L << 50) / (1L << 53); // 2^-103
    private const long LargestExactStep = 1L << 24;

    // Outside, every further power is a zero or an infinity; inside, no product comes near double's own limits.
    private const double Least = 1.0 / (1L << 60) / (1L << 60) / (1L << 20);
    private const double Greatest = 1.0 * (1L << 60) * (1L << 60) * (1L << 20);

    private float _beta;
    private long _n = -1;
    private DoubleDouble _magnitude;
    private float _result;

    /// <summary>|beta|^n of the last call, before its rounding, while it is inside double-double's safe range.</summary>
    public DoubleDouble Magnitude => _magnitude;

    /// <summary>How often a power was made anew, by squaring, instead of from the one before.</summary>
    public int Restarts { get; private set; }

    /// <summary>rd_f32(beta^n), n = rd_f32(t). Any beta: NaN, infinities and zeros follow C99; a subnormal beta is read as a zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public float At(float beta, long t)
    {
        long n = t <= LargestExactStep ? t : (long)(float)t;
        float magnitude = MathF.Abs(beta);
        if (n < 0 || !(magnitude >= Rounding.SmallestNormal && magnitude <= float.MaxValue))
        {
            return CorrectlyRounded.Pow(beta, t);
        }

        bool isSameBeta = beta == _beta;
        if (isSameBeta && n == _n)
        {
            return _result;
        }

        if (!isSameBeta || n < _n || (n != _n + 1 && IsInside(_magnitude.High)))
        {
            _magnitude = PowerBySquaring(magnitude, n);
            Restarts++;
        }
        else if (IsInside(_magnitude.High))
        {
            _magnitude *= magnitude;
        }

        // Else it stays outside: with 0.9 from step 922 on, which is nearly all of a training.
        _beta = beta;
        _n = n;
        _result = Round(magnitude, n);

        // Floats above 2^24 are even.
        if (beta < 0 && (n & 1) != 0 && n < LargestExactStep)
        {
            _result = -_result;
        }

        return _result;
    }

    private float Round(float beta, long n)
    {
        if (!IsInside(_magnitude.High))
        {
            return _magnitude.High < 1 ? 0f : float.PositiveInfinity;
        }

        return Rounding.TryRound(_magnitude, n * ErrorPerStep, out float result) ? result : ExactRounding.Pow(beta, n);
    }

    // From the leading bit of n down; the powers grow or shrink steadily, so the first one outside tells the end.
    private static DoubleDouble PowerBySquaring(float beta, long n)
    {
        DoubleDouble power = 1.0;
        for (int bit = BitOperations.Log2((ulong)n); bit >= 0 && IsInside(power.High); bit--)
        {
            power *= power;
            if (((n >> bit) & 1) != 0)
            {
                power *= beta;
            }
        }

        return power;
    }

    private static bool IsInside(double power) => power is >= Least and <= Greatest;
}
