using System;
using Adam.Lanes;

namespace Adam.Steps;

/// <summary>
/// The host's half of the checks that let a group of ordinary lanes, or of such lanes and zeros, run without flushing. The lanes'
/// halves are <see cref="ScalarLanes.AreOrdinary"/> and <see cref="ScalarLanes.AreZerosHarmless"/>; docs/numerics.md has the
/// argument, stage by stage, in which each of these limits occurs.
/// </summary>
internal static class FastPath
{
    private static readonly float LeastZeroAlpha = MathF.ScaleB(1, -22);
    private static readonly float LeastZeroMomentum = MathF.ScaleB(1, -20);
    private static readonly double Sqrt102 = Math.ScaleB(1, -51);
    private static readonly double TwoToMinus80 = Math.ScaleB(1, -80);
    private static readonly double TwoToMinus100 = Math.ScaleB(1, -100);
    private static readonly float LeastC1 = MathF.ScaleB(1, -38);
    private static readonly float LeastC2 = MathF.ScaleB(1, -40);
    private static readonly float LeastAlpha = MathF.ScaleB(1, -38);
    private static readonly float LargestAlpha = MathF.ScaleB(1, 20);
    private static readonly float LargestEpsilon = MathF.ScaleB(1, 30);
    private static readonly float LargestRate = MathF.ScaleB(1, 30);
    private static readonly float LeastLimit = MathF.ScaleB(1, -20);
    private const float LargestScale = 2;
    private static readonly float LeastMomentum = MathF.ScaleB(1, -38);
    private static readonly float LeastComplement = MathF.ScaleB(1, -37);

    /// <summary>Whether these scalars keep every result of ordinary lanes clear of the flushing range.</summary>
    /// <param name="scalars">All scalars of the step but a variable's divisor and decay mask.</param>
    /// <param name="stages">Which stages the loop has.</param>
    public static bool IsExact(in StepScalars scalars, in Stages stages) =>
        IsZeroOrIn(scalars.C1, LeastC1, 1f)
        && IsZeroOrIn(scalars.C2, LeastC2, 0.5f)
        && scalars.Alpha >= LeastAlpha && scalars.Alpha <= LargestAlpha
        && scalars.Epsilon >= 0 && scalars.Epsilon <= LargestEpsilon
        && (!stages.WeightDecay || (Math.Abs(scalars.Rate) <= LargestRate && Math.Abs((double)scalars.Decay * scalars.Rate) <= 0.5))
        && (!stages.ClipNorm || scalars.Limit >= LeastLimit)
        && (!stages.GlobalClipNorm || !(Math.Abs(scalars.Scale) > LargestScale))
        && (!stages.UseEma || (IsZeroOrIn(scalars.Momentum, LeastMomentum, 1f) && IsZeroOrIn(scalars.Complement, LeastComplement, 1f)));

    /// <summary>Sets what depends on a variable's own clipping: how zeros among ordinary lanes are treated.</summary>
    /// <param name="scalars">All scalars; the divisor is that of the variable at hand.</param>
    /// <param name="stages">Which stages the loop has.</param>
    public static void SetZeros(ref StepScalars scalars, in Stages stages)
    {
        // What a gradient of at least `least` is after clipping must move a zero m to 2^-80, a zero v to 2^-102 and m * alpha to 2^-100.
        double least = Math.Max(Over(Sqrt102, Math.Sqrt(scalars.C2)), Over(Math.Max(TwoToMinus80, TwoToMinus100 / scalars.Alpha), scalars.C1));
        double clip = stages.ClipNorm ? (double)scalars.Limit / scalars.Divisor : stages.GlobalClipNorm ? scalars.Scale : 1;
        double atInput = 1.01 * least / clip;
        scalars.ZerosStandStill = clip >= 0 && scalars.Epsilon > 0;
        scalars.ZerosAreExact = scalars.FastPathIsExact
            && scalars.Alpha >= LeastZeroAlpha && scalars.Epsilon <= 1
            && atInput <= 1 && (!stages.ClipValue || scalars.Limit >= atInput)
            && (!stages.UseEma || IsZeroOrIn(scalars.Momentum, LeastZeroMomentum, 1f));
        scalars.LeastGradient = ScalarLanes.Nonzero(scalars.ZerosAreExact ? (float)atInput : float.NaN);
    }

    /// <summary>A zero factor moves nothing, so it demands nothing. C1 is zero only where alpha is not finite, which is never exact.</summary>
    private static double Over(double least, double factor) => factor == 0 ? least : least / factor;

    private static bool IsZeroOrIn(float x, float least, float most) => x == 0 || (x >= least && x <= most);
}
