using System;
using System.Globalization;

namespace Adam.LossScaling;

/// <summary>The arguments of a loss scale with their defaults, checked (S10.1, D13).</summary>
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

        float floor = (float)(minimumScale ?? StandardFloor);
        if (!float.IsNormal(floor) || floor < 0)
        {
            throw new ArgumentOutOfRangeException(
                nameof(minimumScale), minimumScale, $"`minimumScale` is {Text(minimumScale!.Value)}; it must be greater than zero and a normal number in binary32.");
        }

        IsDynamic = dynamic;
        InitialScale = initialScale ?? 32768;
        GrowthSteps = dynamicGrowthSteps ?? 2000;
        Floor = floor;
    }

    public bool IsDynamic { get; }

    public double InitialScale { get; }

    public long GrowthSteps { get; }

    public float Floor { get; }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
