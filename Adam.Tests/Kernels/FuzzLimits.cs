using System;
using Adam.Tests.Reference;

namespace Adam.Tests.Kernels;

/// <summary>
/// The magnitudes at which a kernel may change its mind: those of the check that sends a group to the careful loop
/// (docs/numerics.md), and those at which a product by one of the step's scalars starts to be flushed.
/// </summary>
internal sealed class FuzzLimits
{
    private const float SmallestNormal = 1.17549435e-38f;

    /// <summary>|m|, |p| and |average| must lie in [2^-63, 2^65) for the fast loop, where they are not zeros that need no flushing.</summary>
    public static readonly float[] CheckOfValues = [Exp2(-63), Exp2(65)];

    /// <summary>v must be at least 2^-95 for the fast loop, where it is not such a zero.</summary>
    public static readonly float CheckOfSecondMoment = Exp2(-95);

    /// <summary>The bounds of the first check for the magnitudes of moments: [2^-63, 2), or from 2^65 on.</summary>
    public static readonly float[] FirstCheck = [Exp2(-63), 2, Exp2(65)];

    public FuzzLimits(in StepScalars<float> s, in LaneClip<float> clip)
    {
        C1 = s.C1;
        ZeroGradient = (float)Math.Clamp(
            Math.Max(
                Exp2(-51) / Math.Sqrt(s.C2),
                Math.Max(Exp2(-80) / s.C1, Math.ScaleB(1 / ((double)s.C1 * s.Alpha), -100))),
            Exp2(-62),
            1e18);
        float[] common = [Exp2(-126), Exp2(-125), Exp2(-90), Exp2(-64), Exp2(-47.5), 2, Exp2(64)];
        M = [.. common, Floor(s.Alpha), Floor(s.C1)];
        P = [.. common, Floor(s.Decay), Floor(s.Decay * s.Rate), Floor(s.MomentumRest)];
        Average = [.. common, Floor(s.Momentum)];
        V = [Exp2(-126), Exp2(-125), Exp2(-96), Exp2(-94), Exp2(-64), Exp2(20), Floor(s.C2)];
        float clipped = clip.Rule == ReferenceClip.None ? 1 : Math.Max(clip.Limit, Exp2(-100));
        G =
        [
            Exp2(-126), Exp2(-63.5), Exp2(-63), Exp2(-62.5), Exp2(-62), Floor(s.C1), MathF.Sqrt(Floor(s.C2)),
            Floor(s.C1 * s.Alpha), clipped, Floor(clipped), Exp2(63.5), Exp2(64),
        ];
    }

    /// <summary>1 - beta1, for gradients that make the first moment vanish.</summary>
    public float C1 { get; }

    /// <summary>
    /// About the least gradient that moves zero moments far enough for the fast loop: m to 2^-80, v to 2^-102, m * alpha to 2^-100.
    /// </summary>
    public float ZeroGradient { get; }

    public float[] M { get; }
    public float[] P { get; }
    public float[] Average { get; }
    public float[] V { get; }
    public float[] G { get; }

    /// <summary>Whether a lane has a number at most four steps of its last place from a limit of the check.</summary>
    public static bool IsNearCheck(float p, float m, float v, float? average) =>
        IsNearValueCheck(p) || IsNearValueCheck(m) || IsNear(v, CheckOfSecondMoment) || IsNear(v, FirstCheck[0])
        || (average is { } a && IsNearValueCheck(a));

    private static bool IsNearValueCheck(float x) =>
        IsNear(x, CheckOfValues[0]) || IsNear(x, CheckOfValues[1]) || IsNear(x, FirstCheck[1]);

    private static bool IsNear(float x, float limit) =>
        Math.Abs((BitConverter.SingleToInt32Bits(x) & 0x7FFF_FFFF) - BitConverter.SingleToInt32Bits(limit)) <= 4;

    /// <summary>Where products with the scalar start to survive; where that is no finite number, the smallest normal one.</summary>
    private static float Floor(float scalar)
    {
        float floor = SmallestNormal / Math.Abs(scalar);
        return float.IsFinite(floor) ? Math.Max(floor, SmallestNormal) : SmallestNormal;
    }

    private static float Exp2(double exponent) => (float)Math.Pow(2, exponent);
}
