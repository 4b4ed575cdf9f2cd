using System;
using System.Globalization;
using System.Linq;

namespace Adam.Tests.Runtime;

/// <summary>Floats as the spec writes them: eight hexadecimal digits each.</summary>
internal static class FloatBits
{
    public static float Single(uint bits) => BitConverter.UInt32BitsToSingle(bits);

    /// <summary>"3F7FBE77 NaN" as floats.</summary>
    public static float[] Parse(string text) =>
        [.. text.Split(' ').Select(word => word == "NaN" ? float.NaN : Single(uint.Parse(word, NumberStyles.HexNumber, CultureInfo.InvariantCulture)))];

    /// <summary>The other way; NaN is one class, because its payload and sign are not part of the contract.</summary>
    public static string Text(ReadOnlySpan<float> values) => Join(values, nanIsOne: true);

    /// <summary>Every bit, for what must not have been touched at all.</summary>
    public static string Exact(ReadOnlySpan<float> values) => Join(values, nanIsOne: false);

    private static string Join(ReadOnlySpan<float> values, bool nanIsOne)
    {
        string[] words = new string[values.Length];
        for (int i = 0; i < words.Length; i++)
        {
            words[i] = nanIsOne && float.IsNaN(values[i])
                ? "NaN"
                : BitConverter.SingleToUInt32Bits(values[i]).ToString("X8", CultureInfo.InvariantCulture);
        }

        return string.Join(' ', words);
    }
}
