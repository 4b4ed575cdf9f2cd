using System;
using System.Globalization;

namespace Adam.Configs;

/// <summary>Finite numbers as Python's <c>repr</c> and <c>json</c> spell them: 0.001, 1.0, 1e-07, 1e+16.</summary>
internal static class PythonNumber
{
    /// <summary>
    /// The shortest digits that read back as the same number; positional where the first digit's place is from 10^-4 to 10^15,
    /// with an exponent of at least two digits elsewhere.
    /// </summary>
    public static string Text(double value)
    {
        string sign = double.IsNegative(value) ? "-" : "";
        (string digits, int point) = Digits(Math.Abs(value));
        if (point is <= -4 or > 16)
        {
            string fraction = digits.Length > 1 ? "." + digits[1..] : "";
            int exponent = point - 1;
            string size = Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture);
            return $"{sign}{digits[0]}{fraction}e{(exponent < 0 ? '-' : '+')}{size}";
        }

        if (point <= 0)
        {
            return $"{sign}0.{new string('0', -point)}{digits}";
        }

        return point >= digits.Length
            ? $"{sign}{digits}{new string('0', point - digits.Length)}.0"
            : $"{sign}{digits[..point]}.{digits[point..]}";
    }

    /// <summary>A number that has no digits, for messages.</summary>
    public static string NonFinite(double value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Significant digits d1 d2 ... and the place of the point: 0.d1d2... * 10^point.</summary>
    private static (string Digits, int Point) Digits(double magnitude)
    {
        string text = magnitude.ToString("R", CultureInfo.InvariantCulture);
        int e = text.IndexOf('E', StringComparison.Ordinal);
        string mantissa = e < 0 ? text : text[..e];
        int exponent = e < 0 ? 0 : int.Parse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        int point = mantissa.IndexOf('.', StringComparison.Ordinal);
        string all = mantissa.Replace(".", "", StringComparison.Ordinal);
        string significant = all.TrimStart('0');
        if (significant.Length == 0)
        {
            return ("0", 1);
        }

        int place = (point < 0 ? all.Length : point) - (all.Length - significant.Length) + exponent;
        return (significant.TrimEnd('0'), place);
    }
}
