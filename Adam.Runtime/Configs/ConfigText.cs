using System;
using System.Text.Json;

namespace Adam.Configs;

/// <summary>Single values of a document, checked; and values in messages, shortened, since a document may come from anywhere.</summary>
internal static class ConfigText
{
    private const int LongestShown = 40;

    /// <summary>A finite number. Integers are those without point and exponent, as in the original's language.</summary>
    public static ConfigNumber Number(JsonElement json, string path)
    {
        if (json.ValueKind != JsonValueKind.Number)
        {
            throw new ArgumentException($"`{path}` is {Shown(json)}; it must be a number.");
        }

        if (!json.TryGetDouble(out double value) || !double.IsFinite(value))
        {
            throw new ArgumentException($"`{path}` is {Shown(json)}; its magnitude must be at most 1.7976931348623157e+308.");
        }

        bool isInteger = json.GetRawText().AsSpan().IndexOfAny(".eE") < 0;

        // The integer -0 is 0.
        return new ConfigNumber(isInteger ? value + 0.0 : value, isInteger);
    }

    /// <summary>A whole number; a fraction that is whole, such as 2.0, counts.</summary>
    public static long Integer(JsonElement json, string path)
    {
        if (json.ValueKind == JsonValueKind.Number && json.TryGetInt64(out long integer))
        {
            return integer;
        }

        double value = Number(json, path).Value;
        return Math.Floor(value) == value && Math.Abs(value) <= 9007199254740992
            ? (long)value
            : throw new ArgumentException($"`{path}` is {Shown(json)}; it must be a whole number of 64 bits.");
    }

    /// <summary>A text. JSON can spell half a surrogate pair, which is none.</summary>
    public static string Text(JsonElement json, string path)
    {
        try
        {
            return json.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new ArgumentException($"`{path}` has half a surrogate pair; it must be Unicode text.");
        }
    }

    /// <summary>A member's key.</summary>
    public static string Key(JsonProperty member, string path)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            throw new ArgumentException($"{(path.Length == 0 ? "The configuration" : $"`{path}`")} has a key with half a surrogate pair; it must be Unicode text.");
        }
    }

    /// <summary>A value as it stands in the document.</summary>
    public static string Shown(JsonElement json) => Shortened(json.GetRawText());

    /// <summary>The beginning of a long text.</summary>
    public static string Shortened(string text) => text.Length <= LongestShown ? text : string.Concat(text.AsSpan(0, LongestShown), "...");
}
