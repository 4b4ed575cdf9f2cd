using System;
using Adam.Lanes;
using Adam.Numerics;

namespace Adam.Steps;

/// <summary>Works out the scalars of a step, once for all variables (S5.1, S13). Keeps what the next step needs again.</summary>
internal sealed class ScalarCalculator(Stages stages)
{
    private readonly Stages _stages = stages;
    private readonly PowerOfBeta _power1 = new();
    private readonly PowerOfBeta _power2 = new();
    private FactorFloor _alpha;
    private FactorFloor _c1;
    private FactorFloor _c2;
    private FactorFloor _decay;
    private FactorFloor _rate;
    private FactorFloor _limit;
    private FactorFloor _scale;
    private FactorFloor _momentum;
    private FactorFloor _complement;

    /// <summary>The scalars of step <paramref name="t"/>, counted from 1.</summary>
    /// <param name="numbers">The hyper-parameters.</param>
    /// <param name="t">The step (S0.5).</param>
    /// <param name="globalNorm">The norm of all gradients where a global limit is on; otherwise not used.</param>
    public StepScalars Calculate(in StepNumbers numbers, long t, float globalNorm)
    {
        var scalars = default(StepScalars);

        // S5.1: the powers use beta rounded to binary32; 1 - beta is formed in double and rounded once.
        float power1 = _power1.At((float)numbers.Beta1, t);
        float power2 = _power2.At((float)numbers.Beta2, t);
        float correction = Flushed.Sqrt(Flushed.Subtract(1f, power2));
        scalars.Alpha = Flushed.Divide(Flushed.Multiply(numbers.Rate, correction), Flushed.Subtract(1f, power1));
        scalars.AlphaFloor = _alpha.Of(scalars.Alpha);
        scalars.Epsilon = _stages.AdaptiveEpsilon
            ? Flushed.Multiply((float)numbers.Epsilon, correction)
            : Flushed.Read((float)numbers.Epsilon);
        scalars.C1 = Flushed.Read((float)(1 - numbers.Beta1));
        scalars.C1Floor = _c1.Of(scalars.C1);
        scalars.C2 = Flushed.Read((float)(1 - numbers.Beta2));
        scalars.C2Floor = _c2.Of(scalars.C2);

        if (_stages.WeightDecay)
        {
            scalars.Decay = Flushed.Read((float)numbers.WeightDecay);
            scalars.DecayFloor = _decay.Of(scalars.Decay);
            scalars.Rate = Flushed.Read(numbers.Rate);
            scalars.RateFloor = _rate.Of(scalars.Rate);
        }

        if (_stages.ClipValue)
        {
            // Infinity is a limit that changes nothing, NaN included.
            scalars.Limit = Flushed.Read((float)(numbers.ClipValue ?? double.PositiveInfinity));
        }

        if (_stages.ClipNorm)
        {
            // (g * 1) / 1 changes nothing either.
            scalars.Limit = Flushed.Read((float)(FiniteLimit(numbers.ClipNorm) ?? 1));
            scalars.LimitFloor = _limit.Of(scalars.Limit);
            scalars.Divisor = 1;
        }

        if (_stages.GlobalClipNorm)
        {
            scalars.Scale = FiniteLimit(numbers.GlobalClipNorm) is double limit ? GlobalScale((float)limit, globalNorm) : 1;
            scalars.ScaleFloor = _scale.Of(scalars.Scale);
        }

        if (_stages.UseEma)
        {
            scalars.Momentum = Flushed.Read((float)numbers.EmaMomentum);
            scalars.MomentumFloor = _momentum.Of(scalars.Momentum);
            scalars.Complement = Flushed.Read((float)(1 - numbers.EmaMomentum));
            scalars.ComplementFloor = _complement.Of(scalars.Complement);
        }

        scalars.FastPathIsExact = FastPath.IsExact(in scalars, in _stages);
        FastPath.SetZeros(ref scalars, in _stages);
        return scalars;
    }

    /// <summary>A limit whose norm has to be taken: off and infinite ones need none (D4, D19).</summary>
    public static double? FiniteLimit(double? limit) => limit is double value && !float.IsInfinity((float)value) ? value : null;

    /// <summary>S13.1: max(norm, limit), NaN where the norm is.</summary>
    public static float Divisor(float norm, float limit) => ScalarLanes.Maximum(norm, limit);

    /// <summary>S13.2: k + (n - n) with k = limit * min(1/n, 1/limit); NaN where the norm is not finite.</summary>
    private static float GlobalScale(float limit, float norm)
    {
        float smaller = ScalarLanes.Minimum(Flushed.Divide(1f, norm), Flushed.Divide(1f, limit));
        return Flushed.Multiply(limit, smaller) + (norm - norm);
    }
}
