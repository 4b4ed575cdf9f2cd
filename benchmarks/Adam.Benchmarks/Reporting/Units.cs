using System;
using System.Globalization;

namespace Adam.Benchmarks.Reporting;

/// <summary>Numbers as tables print them, the same under every culture.</summary>
internal static class Units
{
    /// <summary>1024 as "1 Ki", 1048576 as "1 Mi"; other numbers as they are.</summary>
    internal static string Count(long value) => value switch
    {
        >= 1 << 30 when value % (1 << 30) == 0 => Text(value >> 30) + " Gi",
        >= 1 << 20 when value % (1 << 20) == 0 => Text(value >> 20) + " Mi",
        >= 1 << 10 when value % (1 << 10) == 0 => Text(value >> 10) + " Ki",
        _ => Text(value),
    };

    /// <summary>The reverse of <see cref="Count"/>, with or without the space.</summary>
    /// <exception cref="FormatException">The text is no such number.</exception>
    internal static long Parse(string text)
    {
        ReadOnlySpan<char> digits = text.AsSpan().Trim();
        int shift = digits switch
        {
            [.., 'K', 'i'] => 10,
            [.., 'M', 'i'] => 20,
            [.., 'G', 'i'] => 30,
            _ => 0,
        };
        return long.TryParse(shift == 0 ? digits : digits[..^2].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out long value) && value > 0
            ? checked(value << shift)
            : throw new FormatException($"`{text}` is no size; it must be a whole number above zero, such as 2048, 2Ki or 16Mi.");
    }

    /// <summary>Three significant digits below 100, whole numbers from there on.</summary>
    internal static string Number(double value) => Math.Abs(value) switch
    {
        >= 99.95 => value.ToString("0", CultureInfo.InvariantCulture),
        >= 9.995 => value.ToString("0.0", CultureInfo.InvariantCulture),
        >= 0.0995 => value.ToString("0.00", CultureInfo.InvariantCulture),
        _ => value.ToString("0.000", CultureInfo.InvariantCulture),
    };

    /// <summary>A ratio such as "1.35x".</summary>
    internal static string Ratio(double value) => Number(value) + "x";

    /// <summary>A share such as "97 %".</summary>
    internal static string Percent(double share) => (share * 100).ToString("0", CultureInfo.InvariantCulture) + " %";

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
