using System;
using System.Globalization;

namespace Adam.LossScaling;

/// <summary>The arguments of a loss scale with their defaults, checked.</summary>
/// <remarks>S10.1, D13. The original takes any number as a scale; with 0, NaN or infinity every gradient would be NaN or zero from the first step on (D24).</remarks>
internal sealed record LossScaleArguments
{
    public const float StandardFloor = 1;

    public LossScaleArguments(bool dynamic, double? initialScale, long? dynamicGrowthSteps, double? minimumScale)
    {
        if (!dynamic && initialScale is null)
        {
            throw new ArgumentException("`initialScale` is null and `dynamic` false; give the fixed scale.", nameof(initialScale));
        }

        if (!dynamic && dynamicGrowthSteps is long steps)
        {
            throw new ArgumentException($"`dynamicGrowthSteps` is {steps} and `dynamic` false; leave it out, because a fixed scale does not grow.", nameof(dynamicGrowthSteps));
        }

        if (!dynamic && minimumScale is double least)
        {
            throw new ArgumentException($"`minimumScale` is {Text(least)} and `dynamic` false; leave it out, because a fixed scale does not shrink.", nameof(minimumScale));
        }

        IsDynamic = dynamic;
        InitialScale = initialScale ?? 32768;
        _ = CheckScale(InitialScale, nameof(initialScale));
        GrowthSteps = dynamicGrowthSteps ?? 2000;
        Floor = CheckScale(minimumScale ?? StandardFloor, nameof(minimumScale));
    }

    public bool IsDynamic { get; }

    public double InitialScale { get; }

    public long GrowthSteps { get; }

    public float Floor { get; }

    /// <summary>What a scale has to be, wherever it comes from: a normal binary32 greater than zero, so that its reciprocal is finite.</summary>
    /// <param name="value">The scale.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="parameter">The public parameter that it came in; null where that is its name.</param>
    public static float CheckScale(double value, string name, string? parameter = null)
    {
        float scale = (float)value;
        return float.IsNormal(scale) && scale > 0
            ? scale
            : throw new ArgumentOutOfRangeException(parameter ?? name, value, $"`{name}` is {Text(value)}; it must be greater than zero and a normal number in binary32.");
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
