using System;
using System.Runtime.CompilerServices;
using Adam.Lanes;

namespace Adam.Steps;

/// <summary>
/// The host's half of the checks that let a group of ordinary lanes, or of such lanes and zeros, run without flushing. The lanes'
/// halves are <see cref="ScalarLanes.AreOrdinary"/> and <see cref="ScalarLanes.AreZerosHarmless"/>; docs/numerics.md has the
/// argument, stage by stage, in which each of these limits occurs.
/// </summary>
internal static class FastPath
{
    // Constants and not static fields, which would be looked up at each step: 2^-22 and so on.
    private const float TwoToMinus20 = 1f / (1 << 20);
    private const float LeastZeroAlpha = TwoToMinus20 / 4;
    private const float LeastZeroMomentum = TwoToMinus20;
    private const double TwoToMinus51 = 1.0 / (1L << 51);
    private const double TwoToMinus80 = 1.0 / (1L << 40) / (1L << 40);
    private const double TwoToMinus100 = TwoToMinus80 / (1 << 20);
    private const float LeastC1 = LeastAlpha;
    private const float LeastC2 = LeastAlpha / 4;
    private const float LeastAlpha = 1f / (1L << 38);
    private const float LargestAlpha = 1 << 20;
    private const float LargestEpsilon = 1 << 30;
    private const float LargestRate = 1 << 30;
    private const float LeastLimit = TwoToMinus20;
    private const float LargestScale = 2;
    private const float LeastProductDivisor = 1f / (1 << 12);
    private const float LargestProductDivisor = 8f * (1UL << 63);
    private const float LargestProductLimit = 1UL << 60;
    private const float LeastMomentum = LeastAlpha;
    private const float LeastComplement = LeastAlpha * 2;

    /// <summary>Whether the scalars that stay from step to step keep every result of ordinary lanes clear of the flushing range.</summary>
    /// <param name="scalars">All scalars but alpha, the scale, the divisor and the decay mask.</param>
    /// <param name="stages">Which stages the loop has.</param>
    public static bool IsExact(in StepScalars scalars, in Stages stages) =>
        IsZeroOrIn(scalars.C1, LeastC1, 1f)
        && IsZeroOrIn(scalars.C2, LeastC2, 0.5f)
        && scalars.Epsilon >= 0 && scalars.Epsilon <= LargestEpsilon
        && (!stages.Has(Stages.WeightDecay) || (Math.Abs(scalars.Rate) <= LargestRate && Math.Abs((double)scalars.Decay * scalars.Rate) <= 0.5))
        && (!stages.Has(Stages.ClipNorm) || scalars.Limit >= LeastLimit)
        && (!stages.Has(Stages.UseEma) || (IsZeroOrIn(scalars.Momentum, LeastMomentum, 1f) && IsZeroOrIn(scalars.Complement, LeastComplement, 1f)));

    /// <summary>The same for those that are new at every step.</summary>
    public static bool IsExactNow(in StepScalars scalars, in Stages stages) =>
        scalars.Alpha >= LeastAlpha && scalars.Alpha <= LargestAlpha
        && (!stages.Has(Stages.GlobalClipNorm) || !(Math.Abs(scalars.Scale) > LargestScale));

    /// <summary>What a clipped gradient must reach to move a zero m to 2^-80, a zero v to 2^-102 and m * alpha to 2^-100.</summary>
    public static double LeastClippedGradient(in StepScalars scalars, float alpha) =>
        Math.Max(Over(TwoToMinus51, Math.Sqrt(scalars.C2)), Over(Math.Max(TwoToMinus80, TwoToMinus100 / alpha), scalars.C1));

    /// <summary>Whether <see cref="LeastClippedGradient"/> is that of any other such alpha: nearly always.</summary>
    public static bool IsUsual(float alpha) => alpha >= TwoToMinus20;

    /// <summary>Sets what depends on clipping, which may be a variable's own: how zeros among ordinary lanes are treated.</summary>
    /// <param name="scalars">All scalars; the divisor is that of the variable at hand.</param>
    /// <param name="stages">Which stages the loop has.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SetZeros(ref StepScalars scalars, in Stages stages)
    {
        double clip = stages.Has(Stages.ClipNorm) ? (double)scalars.Limit / scalars.Divisor : stages.Has(Stages.GlobalClipNorm) ? scalars.Scale : 1;
        double atInput = 1.01 * scalars.LeastClippedGradient / clip;
        scalars.ZerosStandStill = clip >= 0 && scalars.Epsilon > 0;
        scalars.ZerosAreExact = scalars.FastPathIsExact
            && scalars.Alpha >= LeastZeroAlpha && scalars.Epsilon <= 1
            && atInput <= 1 && (!stages.Has(Stages.ClipValue) || scalars.Limit >= atInput)
            && (!stages.Has(Stages.UseEma) || IsZeroOrIn(scalars.Momentum, LeastZeroMomentum, 1f));
        scalars.LeastGradient = ScalarLanes.Nonzero(scalars.ZerosAreExact ? (float)atInput : float.NaN);
    }

    /// <summary>
    /// Whether (g * limit) / divisor, for the gradients that the divisor is made of, may be computed by products: then nothing overflows, and what is too
    /// small for an exact correction is absorbed by the first moment.
    /// </summary>
    public static bool MayDivideByProducts(float divisor, float limit) =>
        divisor is >= LeastProductDivisor and <= LargestProductDivisor && limit <= LargestProductLimit;

    /// <summary>A zero factor moves nothing, so it demands nothing. C1 is zero only where alpha is not finite, which is never exact.</summary>
    private static double Over(double least, double factor) => factor == 0 ? least : least / factor;

    private static bool IsZeroOrIn(float x, float least, float most) => x == 0 || (x >= least && x <= most);
}
