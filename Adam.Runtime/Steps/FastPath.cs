using System;
using Adam.Lanes;

namespace Adam.Steps;

/// <summary>
/// The host's half of the check that lets a group of ordinary lanes run without flushing. The lanes' half is
/// <see cref="ScalarLanes.AreOrdinary"/>; docs/numerics.md has the argument, stage by stage, in which each of these limits occurs.
/// </summary>
internal static class FastPath
{
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

    private static bool IsZeroOrIn(float x, float least, float most) => x == 0 || (x >= least && x <= most);
}
