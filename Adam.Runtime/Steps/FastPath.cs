using System;
using System.Runtime.CompilerServices;
using Adam.Lanes;

namespace Adam.Steps;

/// <summary>
/// The host's half of the checks that let a group of ordinary lanes, or of such lanes and zeros, run without flushing. The lanes'
/// halves are emitted (Ordinary, Harmless); docs/numerics.md has the argument, stage by stage, in which each of these limits occurs.
/// </summary>
internal static class FastPath
{
    // Powers of two, by the letters of the format.
    private static readonly float LeastFactor = Power(F.Factor);
    private static readonly float LeastC2 = Power(F.SecondFactor);
    private static readonly float LeastComplement = Power(F.Complement);
    private static readonly double MovedSecond = Math.ScaleB(1, F.MovedSecond);
    private static readonly double MovedFirst = Math.ScaleB(1, F.MovedFirst);
    private static readonly double MovedProduct = Math.ScaleB(1, F.MovedProduct);
    private static readonly float LeastProductDivisor = Power(F.ProductDivisor);
    private static readonly float LargestProductDivisor = Power(Format.LargestProductDivisor);
    private static readonly float LargestProductLimit = Power(Format.LargestProductLimit);
    private static readonly float LargestAlpha = Power(Format.LargestAlpha);
    private static readonly float LargestEpsilon = Power(Format.LargestEpsilon);
    private static readonly float LargestRate = Power(Format.LargestRate);
    private static readonly float LargestScale = Power(Format.LargestScale);
    private static readonly float LeastLimit = Power(Format.LeastLimit);
    private static readonly float LeastZeroAlpha = Power(Format.LeastZeroAlpha);
    private static readonly float LeastZeroMomentum = Power(Format.LeastZeroMomentum);
    private static readonly float UsualAlpha = Power(F.MovedProduct - F.MovedFirst);

    private static Format F => Format.Binary32;

    /// <summary>Whether the scalars that stay from step to step keep every result of ordinary lanes clear of the flushing range.</summary>
    /// <param name="scalars">All scalars but alpha, the scale, the divisor and the decay mask.</param>
    /// <param name="stages">Which stages the loop has.</param>
    public static bool IsExact(in StepScalars scalars, in Stages stages) =>
        IsZeroOrIn(scalars.C1, LeastFactor, 1f)
        && IsZeroOrIn(scalars.C2, LeastC2, 0.5f)
        && scalars.Epsilon >= 0 && scalars.Epsilon <= LargestEpsilon
        && (!stages.Has(Stages.WeightDecay) || (Math.Abs(scalars.Rate) <= LargestRate && Math.Abs((double)scalars.Decay * scalars.Rate) <= 0.5))
        && (!stages.Has(Stages.ClipNorm) || scalars.Limit >= LeastLimit)
        && (!stages.Has(Stages.UseEma) || (IsZeroOrIn(scalars.Momentum, LeastFactor, 1f) && IsZeroOrIn(scalars.Complement, LeastComplement, 1f)));

    /// <summary>The same for those that are new at every step.</summary>
    public static bool IsExactNow(in StepScalars scalars, in Stages stages) =>
        scalars.Alpha >= LeastFactor && scalars.Alpha <= LargestAlpha
        && (!stages.Has(Stages.GlobalClipNorm) || !(Math.Abs(scalars.Scale) > LargestScale));

    /// <summary>What a clipped gradient must reach to move a zero m and a zero v far enough from flushing, and m * alpha too.</summary>
    public static double LeastClippedGradient(in StepScalars scalars, float alpha) =>
        Math.Max(Over(MovedSecond, Math.Sqrt(scalars.C2)), Over(Math.Max(MovedFirst, MovedProduct / alpha), scalars.C1));

    /// <summary>Whether <see cref="LeastClippedGradient"/> is that of any other such alpha: nearly always.</summary>
    public static bool IsUsual(float alpha) => alpha >= UsualAlpha;

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
        divisor >= LeastProductDivisor && divisor <= LargestProductDivisor && limit <= LargestProductLimit;

    private static float Power(int exponent) => MathF.ScaleB(1, exponent);

    /// <summary>A zero factor moves nothing, so it demands nothing. C1 is zero only where alpha is not finite, which is never exact.</summary>
    private static double Over(double least, double factor) => factor == 0 ? least : least / factor;

    private static bool IsZeroOrIn(float x, float least, float most) => x == 0 || (x >= least && x <= most);
}
