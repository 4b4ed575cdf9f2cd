using System;
using System.Globalization;

namespace Adam.Configs;

/// <summary>A number of a configuration. JSON of the original tells integers from fractions (D23), so a number that was read keeps its form.</summary>
internal readonly record struct ConfigNumber(double Value, bool IsInteger)
{
    /// <summary>Integers from here on are not exact in a double.</summary>
    private const double ExactIntegers = 9007199254740992;

    public static implicit operator ConfigNumber(double value) => new(value, IsInteger: false);

    /// <summary>A number in the form that <paramref name="before"/> had, as far as the value allows.</summary>
    public static ConfigNumber Like(double value, ConfigNumber? before) => new(value, before is { IsInteger: true });

    /// <summary>As an integer where the value is one.</summary>
    public static ConfigNumber Whole(double value) => new(value, IsInteger: true);

    /// <summary>The text as the original's language writes it.</summary>
    public override string ToString() => IsInteger && IsExactInteger(Value)
        ? ((long)Value).ToString(CultureInfo.InvariantCulture)
        : PythonNumber.Text(Value);

    private static bool IsExactInteger(double value) => Math.Abs(value) <= ExactIntegers && Math.Floor(value) == value;
}
