using System;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Adam;

/// <content>Text.</content>
public readonly partial struct BFloat16 : ISpanFormattable, ISpanParsable<BFloat16>
{
    private const NumberStyles Styles = NumberStyles.Float | NumberStyles.AllowThousands;

    /// <summary>The shortest decimal number that reads back as this one, in the current culture.</summary>
    public override string ToString() => ToString(null, null);

    /// <summary>The number as text.</summary>
    /// <param name="format">A format of <see cref="float"/>; null, empty, G or R for the shortest decimal number that reads back as this one.</param>
    /// <param name="formatProvider">The culture; null for the current one.</param>
    /// <exception cref="FormatException">The format is none of <see cref="float"/>.</exception>
    public string ToString([StringSyntax(StringSyntaxAttribute.NumericFormat)] string? format, IFormatProvider? formatProvider) =>
        Shown(format).ToString(format, formatProvider);

    /// <summary>Writes the number as text.</summary>
    /// <param name="destination">Where the text goes.</param>
    /// <param name="charsWritten">How many characters it has.</param>
    /// <param name="format">As in <see cref="ToString(string?, IFormatProvider?)"/>.</param>
    /// <param name="provider">The culture; null for the current one.</param>
    /// <returns>Whether there was room.</returns>
    public bool TryFormat(
        Span<char> destination,
        out int charsWritten,
        [StringSyntax(StringSyntaxAttribute.NumericFormat)] ReadOnlySpan<char> format = default,
        IFormatProvider? provider = null) => Shown(format).TryFormat(destination, out charsWritten, format, provider);

    /// <summary>The number that a text names, rounded as from <see cref="double"/>.</summary>
    /// <param name="s">The text.</param>
    /// <param name="provider">The culture; null for the current one.</param>
    /// <exception cref="FormatException">The text is no number.</exception>
    public static BFloat16 Parse(string s, IFormatProvider? provider = null) => FromDouble(double.Parse(s, Styles, provider));

    /// <inheritdoc cref="Parse(string, IFormatProvider?)"/>
    public static BFloat16 Parse(ReadOnlySpan<char> s, IFormatProvider? provider = null) => FromDouble(double.Parse(s, Styles, provider));

    /// <summary>The number that a text names, if it names one.</summary>
    /// <param name="s">The text.</param>
    /// <param name="provider">The culture; null for the current one.</param>
    /// <param name="result">The number, or zero.</param>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out BFloat16 result) =>
        TryParse(s.AsSpan(), provider, out result);

    /// <inheritdoc cref="TryParse(string?, IFormatProvider?, out BFloat16)"/>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out BFloat16 result)
    {
        bool isNumber = double.TryParse(s, Styles, provider, out double value);
        result = FromDouble(value);
        return isNumber;
    }

    /// <summary>What stands for the number in a format: itself, or the float whose own shortest text is the shortest one of this number.</summary>
    private float Shown(ReadOnlySpan<char> format)
    {
        float exact = ToSingle();
        if (format is not ("" or "G" or "g" or "R" or "r") || !float.IsFinite(exact))
        {
            return exact;
        }

        // 8 bits need 4 decimal digits at the most, and a float keeps 6: its shortest text is the decimal number again.
        Span<char> digits = stackalloc char[16];
        foreach (string precision in (ReadOnlySpan<string>)["E0", "E1", "E2"])
        {
            _ = exact.TryFormat(digits, out int length, precision, CultureInfo.InvariantCulture);
            double shorter = double.Parse(digits[..length], NumberStyles.Float, CultureInfo.InvariantCulture);
            if (FromDouble(shorter)._bits == _bits)
            {
                return (float)shorter;
            }
        }

        _ = exact.TryFormat(digits, out int all, "E3", CultureInfo.InvariantCulture);
        return float.Parse(digits[..all], NumberStyles.Float, CultureInfo.InvariantCulture);
    }
}
