using System;

namespace Adam.Tests.Reference;

/// <summary>What a step makes of one element when nothing is rounded to binary32 on the way.</summary>
internal readonly record struct DoubleLane(double P, double M, double V, double VHat, double Average)
{
    /// <summary>The magnitude by which errors of m are measured: the difference g - m may cancel (S5.2).</summary>
    public double MScale { get; init; }

    /// <summary>The magnitude by which errors of the change of the variable are measured.</summary>
    public double ChangeScale { get; init; }

    /// <summary>The magnitude by which errors of the variable's own rounding are measured.</summary>
    public double PScale { get; init; }

    /// <summary>The magnitude by which errors of the average are measured: its two products, and p itself, may cancel (S7.2).</summary>
    public double AverageScale { get; init; }
}

/// <summary>
/// The formulas of S4, S5, S7 and S13 in double, from the same state and the same scalars as the binary32 step. The scalars are
/// part of the definition (S5.6), so their rounding is not an error of the step.
/// </summary>
internal static class DoubleReference
{
    public static DoubleLane Update(in LaneStages stages, in StepScalars<float> s, in LaneClip<float> clip, float gradient, in LaneState<float> x)
    {
        double g = clip.Rule switch
        {
            ReferenceClip.Value => Math.Max(Math.Min(gradient, clip.Limit), -clip.Limit),
            ReferenceClip.Norm => (double)gradient * clip.Limit / clip.Divisor,
            ReferenceClip.GlobalNorm => (double)gradient * clip.Scale,
            ReferenceClip.None => gradient,
            _ => throw new ArgumentOutOfRangeException(nameof(clip), clip.Rule, "Not a clipping rule."),
        };
        double decayed = stages.Decay ? x.P - (double)x.P * s.Decay * s.Rate : x.P;
        double m = x.M + (g - x.M) * s.C1;
        double v = x.V + (g * g - x.V) * s.C2;
        double vhat = Math.Max(x.VHat, v);
        double denominator = Math.Sqrt(stages.Amsgrad ? vhat : v) + s.Epsilon;
        double p = decayed - m * s.Alpha / denominator;
        double mScale = Math.Max(Math.Abs(x.M), Math.Abs(g) * s.C1);
        double changeScale = mScale * Math.Abs(s.Alpha) / denominator;
        double pScale = Math.Max(Math.Abs(x.P), Math.Abs(p));
        return new DoubleLane(p, m, v, vhat, s.Momentum * (double)x.Average + s.MomentumRest * p)
        {
            MScale = mScale,
            ChangeScale = changeScale,
            PScale = pScale,
            AverageScale = Math.Max(Math.Abs(s.Momentum * (double)x.Average), s.MomentumRest * Math.Max(pScale, changeScale)),
        };
    }
}
