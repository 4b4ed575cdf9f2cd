using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Adam.Generator.Planning;

namespace Adam.Generator.Emission;

/// <summary>The words that emitted operations compare with, each derived from the element's format and printed once where it is used.</summary>
internal sealed class Constants(Element element)
{
    private readonly SortedSet<string> _used = new(StringComparer.Ordinal);

    /// <summary>How emitted code calls one.</summary>
    public string Name(string name)
    {
        _used.Add(name);
        return "Words." + name;
    }

    public void Emit(SourceWriter writer)
    {
        writer.Line("/// <summary>Words that the operations compare with.</summary>");
        using (writer.Block("file static class Words"))
        {
            foreach (string name in _used)
            {
                (string type, string value, string meaning) = Describe(name);
                writer.Line($"public const {type} {name} = {value}; // {meaning}");
            }
        }
    }

    /// <summary>The same in every culture, some of which have another minus.</summary>
    public static string PowerOfTwo(int exponent) => "2^" + exponent.ToString(CultureInfo.InvariantCulture);

    private (string Type, string Value, string Meaning) Describe(string name)
    {
        Format format = element.Format;
        string Signed(ulong bits) => element.Hex(bits);
        string NonzeroOf(int exponent) => $"{PowerOfTwo(exponent)} as twice its bits, less one";
        return name switch
        {
            "Magnitude" => (element.Word, Signed(format.Magnitude), "all bits but the sign"),
            "Sign" => (element.Word, $"{element.Word}.MinValue", "the sign"),
            "Infinity" => (element.Word, Signed(format.Infinity), "all bits of the exponent"),
            "One" => (element.Word, Signed(format.PowerOfTwo(0)), "1"),
            "LeastNormal" => (element.Word, Signed(format.LeastNormal), $"{PowerOfTwo(format.MinExponent)}: what lies below is read and returned as zero"),
            "WindowShift" => (element.Word, Signed(format.WindowShift), $"takes magnitudes from {PowerOfTwo(format.Window)} on to the bit below the sign"),
            "WindowBits" => (element.Word, Signed(format.WindowBits), $"of which magnitudes from {PowerOfTwo(format.Window)} on have one, and their squares are normal"),
            "QuotientShift" => (element.Word, Signed(format.QuotientShift), $"taken off the bits of a number from 1 on, it multiplies by {PowerOfTwo(format.MinExponent)}"),
            "LeastSecond" => (element.Word, Signed(format.PowerOfTwo(format.Second)), $"{PowerOfTwo(format.Second)}, the least ordinary second moment"),
            "LeastNonzeroValue" => (element.Unsigned, Signed(format.Nonzero(format.Window)), NonzeroOf(format.Window)),
            "LeastNonzeroSecond" => (element.Unsigned, Signed(format.Nonzero(format.Second)), NonzeroOf(format.Second)),
            "LargestZeroSecond" => (element.Unsigned, Signed(format.PowerOfTwo(Format.LargestZeroSecond)), $"{PowerOfTwo(Format.LargestZeroSecond)}"),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "A constant that no format derives."),
        };
    }
}
