using System;

namespace Adam.Tests;

/// <summary>Comparison of floats by their bits; NaN is one class, whatever its sign and payload.</summary>
internal static class Bits
{
    public static bool Equal(float a, float b) =>
        BitConverter.SingleToUInt32Bits(a) == BitConverter.SingleToUInt32Bits(b) || (float.IsNaN(a) && float.IsNaN(b));

    /// <summary>The index of the first element that differs, or -1.</summary>
    public static int FirstDifference(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            if (!Equal(expected[i], actual[i]))
            {
                return i;
            }
        }

        return -1;
    }

    public static string Show(float x) => FormattableString.Invariant($"0x{BitConverter.SingleToUInt32Bits(x):X8} ({x:R})");

    /// <summary>Fails with the first differing element, and with what the caller knows about where it lies.</summary>
    public static void AssertEqual(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, Func<string> where)
    {
        if (expected.Length != actual.Length)
        {
            throw new Xunit.Sdk.XunitException($"{where()}: expected {expected.Length} elements, found {actual.Length}.");
        }

        int i = FirstDifference(expected, actual);
        if (i >= 0)
        {
            throw new Xunit.Sdk.XunitException(
                $"{where()}, element {i}: expected {Show(expected[i])}, found {Show(actual[i])}.");
        }
    }
}
