using System;
using System.Globalization;

namespace Adam.Tests.Generator;

/// <summary>
/// Runs code where numbers look different: 0.001 is "0,001" and a minus is not a hyphen. Made by hand, since a process without
/// culture data knows no German or Turkish one.
/// </summary>
internal static class OtherCulture
{
    public static T Run<T>(Func<T> action)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = Create();
        try
        {
            return action();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static CultureInfo Create()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NumberGroupSeparator = ".";
        culture.NumberFormat.NegativeSign = "\u2212";
        culture.NumberFormat.NaNSymbol = "not a number";
        culture.NumberFormat.PositiveInfinitySymbol = "\u221E";
        return culture;
    }
}
