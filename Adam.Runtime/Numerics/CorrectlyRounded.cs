using System;

namespace Adam.Numerics;

/// <summary>
/// Power, cosine and logarithm in binary32, correctly rounded and flushed (S0.3, D14): the same bits on every machine.
/// </summary>
/// <remarks>
/// Computed by <see cref="DoubleDoubleFunctions"/> and rounded where the proven bound allows it, else by
/// <see cref="ExactRounding"/>. Special values are those of C99, annex F. A subnormal argument is read as a zero of its sign.
/// </remarks>
internal static class CorrectlyRounded
{
    /// <summary>The natural logarithm; ln 0 = -infinity, NaN below zero.</summary>
    public static float Log(float x)
    {
        x = Flushed.Read(x);
        return x switch
        {
            0f => float.NegativeInfinity,
            1f => 0f,
            float.PositiveInfinity => x,
            > 0f when Rounding.TryRound(DoubleDoubleFunctions.Log(x), DoubleDoubleFunctions.LogError, out float result) => result,
            > 0f => ExactRounding.Log(x),
            _ => float.NaN,
        };
    }

    /// <summary>The cosine; NaN for an infinity.</summary>
    public static float Cos(float x)
    {
        x = MathF.Abs(Flushed.Read(x));
        return x switch
        {
            0f => 1f,
            < DoubleDoubleFunctions.CosLimit
                when Rounding.TryRound(DoubleDoubleFunctions.Cos(x), DoubleDoubleFunctions.CosError, out float result) => result,
            < float.PositiveInfinity => ExactRounding.Cos(x),
            _ => float.NaN,
        };
    }

    /// <summary>x^y; a result below the smallest normal float is a zero, one above the largest float an infinity.</summary>
    public static float Pow(float x, float y)
    {
        x = Flushed.Read(x);
        y = Flushed.Read(y);
        if (y == 0f || x == 1f)
        {
            return 1f;
        }

        if (float.IsNaN(x) || float.IsNaN(y))
        {
            return float.NaN;
        }

        float magnitude = MathF.Abs(x);
        bool negative = x < 0f || (x == 0f && float.IsNegative(x));
        if (float.IsInfinity(y))
        {
            return magnitude == 1f ? 1f : (magnitude < 1f) == (y < 0f) ? float.PositiveInfinity : 0f;
        }

        bool isInteger = MathF.Floor(y) == y;
        if (negative && !isInteger && x != 0f && !float.IsInfinity(x))
        {
            return float.NaN;
        }

        float result = PowOfPositive(magnitude, y);
        return negative && isInteger && float.IsOddInteger(y) ? -result : result;
    }

    private static float PowOfPositive(float x, float y)
    {
        if (x == 1f)
        {
            return 1f;
        }

        if (x == 0f || float.IsInfinity(x))
        {
            return (x == 0f) == (y < 0f) ? float.PositiveInfinity : 0f;
        }

        if (!DoubleDoubleFunctions.TryPow(x, y, out DoubleDouble power))
        {
            // e^100 is above every float, e^-100 below half the smallest normal one.
            return power.High > 0 ? float.PositiveInfinity : 0f;
        }

        return Rounding.TryRound(power, DoubleDoubleFunctions.PowError, out float result) ? result : ExactRounding.Pow(x, y);
    }
}
