using System;
using System.Globalization;

namespace Adam.Tests;

/// <summary>
/// How long tests over random inputs run. Every run has the same fixed part; with ADAM_FUZZ=long they go on to ten times as many
/// inputs, the fixed ones first, and with ADAM_FUZZ=500 to five hundred times as many.
/// </summary>
internal static class Fuzz
{
    /// <summary>What a test multiplies its number of inputs with.</summary>
    public static int Factor { get; } = Environment.GetEnvironmentVariable("ADAM_FUZZ") switch
    {
        null or "" => 1,
        "long" => 10,
        var other => int.TryParse(other, NumberStyles.None, CultureInfo.InvariantCulture, out int factor) && factor > 0
            ? factor
            : throw new InvalidOperationException($"ADAM_FUZZ is {other}; it must be long, or a whole number from 1 on."),
    };
}
