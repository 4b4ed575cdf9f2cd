using System;
using System.Globalization;
using System.Runtime.CompilerServices;
using Adam.Numerics;

namespace Adam;

/// <summary>The checks of a schedule's arguments, each in one place, and their text.</summary>
/// <remarks>D20 and D24.</remarks>
internal static class ScheduleArguments
{
    /// <summary>A rate or a factor: any number, infinities included, as in the original; but NaN is an error where it is given.</summary>
    public static double CheckNumber(double value, [CallerArgumentExpression(nameof(value))] string name = "")
        => CheckNumber(value, name, name);

    /// <summary>Numbers of which each may be any but NaN. Returns a copy.</summary>
    public static double[] CheckNumbers(ReadOnlySpan<double> values, [CallerArgumentExpression(nameof(values))] string name = "")
    {
        for (int i = 0; i < values.Length; i++)
        {
            _ = CheckNumber(values[i], name, $"{name}[{i}]");
        }

        return values.ToArray();
    }

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

    /// <summary>The shortest text that reads back as the number, in every culture.</summary>
    public static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <inheritdoc cref="Text(double)"/>
    public static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A list as its elements in brackets; a long one by its ends and its length.</summary>
    public static string Text<T>(ReadOnlySpan<T> values, Func<T, string> text)
    {
        const int Shown = 8;
        var parts = new string[Math.Min(values.Length, Shown)];
        for (int i = 0; i < parts.Length; i++)
        {
            parts[i] = text(values[i]);
        }

        if (values.Length > Shown)
        {
            parts[^2] = "...";
            parts[^1] = text(values[^1]);
        }

        return values.Length > Shown ? $"[{string.Join(", ", parts)}] of {values.Length}" : $"[{string.Join(", ", parts)}]";
    }

    private static double CheckNumber(double value, string name, string shown)
        => !double.IsNaN(value)
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"`{shown}` is NaN; it must be a number.");
}
