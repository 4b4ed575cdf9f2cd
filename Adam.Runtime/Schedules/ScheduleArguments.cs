using System;
using System.Runtime.CompilerServices;
using Adam.Numerics;
using Adam.Steps;

namespace Adam;

/// <summary>The checks of D20, each in one place.</summary>
internal static class ScheduleArguments
{
    /// <summary>A number of steps to divide by: a finite binary32 greater than zero.</summary>
    public static double CheckPeriod(double value, [CallerArgumentExpression(nameof(value))] string name = "")
        => Flushed.Read((float)value) is > 0f and < float.PositiveInfinity
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"`{name}` is {Text(value)}; it must be a finite number greater than 0.");

    /// <summary>A number of steps that may be none: a finite binary32, not negative.</summary>
    public static double CheckLength(double value, [CallerArgumentExpression(nameof(value))] string name = "")
        => (float)value is >= 0f and < float.PositiveInfinity
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"`{name}` is {Text(value)}; it must be a finite number of at least 0.");

    /// <summary>Steps at which something changes: at least one, strictly increasing. Returns a copy.</summary>
    public static long[] CheckBoundaries(ReadOnlySpan<long> values, [CallerArgumentExpression(nameof(values))] string name = "")
    {
        if (values.IsEmpty)
        {
            throw new ArgumentException($"`{name}` is empty; it must have at least one step.", name);
        }

        for (int i = 1; i < values.Length; i++)
        {
            if (values[i] <= values[i - 1])
            {
                throw new ArgumentException(
                    $"`{name}[{i}]` is {values[i]} after {values[i - 1]}; the steps must be strictly increasing.", name);
            }
        }

        return values.ToArray();
    }

    /// <summary>One thing before the first boundary, and one from each boundary on.</summary>
    public static void CheckCount(int count, int boundaries, string name)
    {
        if (count != boundaries + 1)
        {
            throw new ArgumentException(
                $"`{name}` has {count} elements for {boundaries} boundaries; it must have {boundaries + 1}, one more than `boundaries`.", name);
        }
    }

    private static string Text(double value) => value.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
}
