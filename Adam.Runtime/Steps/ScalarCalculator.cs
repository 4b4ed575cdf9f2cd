using System;
using System.Runtime.CompilerServices;
using Adam.Lanes;
using Adam.Numerics;
using Adam.Shared;

namespace Adam.Steps;

/// <summary>Works out the scalars of a step, once for all variables (S5.1, S13): what stays when the numbers change, the rest at each step.</summary>
internal sealed class ScalarCalculator(Stages stages)
{
    private readonly Stages _stages = stages;
    private readonly PowerOfBeta _power1 = new();
    private readonly PowerOfBeta _power2 = new();
    private StepScalars _scalars;
    private StepNumbers _numbers;
    private bool _restIsExact;
    private double _usualLeastGradient;
    private FactorFloor _alpha;
    private FactorFloor _c1;
    private FactorFloor _c2;
    private FactorFloor _decay;
    private FactorFloor _rate;
    private FactorFloor _limit;
    private FactorFloor _scale;
    private FactorFloor _momentum;
    private FactorFloor _complement;

    /// <summary>The hyper-parameters of the steps from now on. Costs nothing where they are those in use.</summary>
    public void Use(in StepNumbers numbers)
    {
        if (numbers.Version == _numbers.Version)
        {
            return;
        }

        _numbers = numbers;
        _scalars = default;

        // S5.1: 1 - beta is formed in double and rounded once.
        _scalars.Epsilon = Flushed.Read((float)numbers[Options.Epsilon]);
        _scalars.C1 = Flushed.Read((float)(1 - numbers[Options.Beta1]));
        _scalars.C1Floor = _c1.Of(_scalars.C1);
        _scalars.C2 = Flushed.Read((float)(1 - numbers[Options.Beta2]));
        _scalars.C2Floor = _c2.Of(_scalars.C2);

        if (_stages.Has(Stages.WeightDecay))
        {
            _scalars.Decay = Flushed.Read((float)numbers[Options.WeightDecay]);
            _scalars.DecayFloor = _decay.Of(_scalars.Decay);
            _scalars.Rate = Flushed.Read(numbers.Rate);
            _scalars.RateFloor = _rate.Of(_scalars.Rate);
        }

        if (_stages.Has(Stages.ClipValue))
        {
            // Infinity is a limit that changes nothing, NaN included.
            _scalars.Limit = Flushed.Read((float)(numbers.ClipValue ?? double.PositiveInfinity));
        }

        if (_stages.Has(Stages.ClipNorm))
        {
            // (g * 1) / 1 changes nothing either.
            _scalars.Limit = Flushed.Read((float)(FiniteLimit(numbers.ClipNorm) ?? 1));
            _scalars.LimitFloor = _limit.Of(_scalars.Limit);
        }

        if (_stages.Has(Stages.UseEma))
        {
            _scalars.Momentum = Flushed.Read((float)numbers[Options.EmaMomentum]);
            _scalars.MomentumFloor = _momentum.Of(_scalars.Momentum);
            _scalars.Complement = Flushed.Read((float)(1 - numbers[Options.EmaMomentum]));
            _scalars.ComplementFloor = _complement.Of(_scalars.Complement);
        }

        _restIsExact = FastPath.IsExact(in _scalars, _stages);
        _usualLeastGradient = FastPath.LeastClippedGradient(in _scalars, alpha: 1);
    }

    /// <summary>The scalars of step <paramref name="t"/>, counted from 1, with the numbers in use. A step sets in them what differs from variable to variable.</summary>
    /// <param name="t">The step (S0.5).</param>
    /// <param name="globalNorm">The norm of all gradients where a global limit is on; otherwise not used.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public ref StepScalars Calculate(long t, float globalNorm)
    {
        ref StepScalars scalars = ref _scalars;

        // S5.1: the powers use beta rounded to binary32.
        float power1 = _power1.At((float)_numbers[Options.Beta1], t);
        float power2 = _power2.At((float)_numbers[Options.Beta2], t);
        float correction = Flushed.Sqrt(Flushed.Subtract(1f, power2));
        scalars.Alpha = Flushed.Divide(Flushed.Multiply(_numbers.Rate, correction), Flushed.Subtract(1f, power1));
        scalars.AlphaFloor = _alpha.Of(scalars.Alpha);
        bool restIsExact = _restIsExact;
        if (_stages.Has(Stages.AdaptiveEpsilon))
        {
            scalars.Epsilon = Flushed.Multiply((float)_numbers[Options.Epsilon], correction);
            restIsExact = FastPath.IsExact(in scalars, _stages);
        }

        if (_stages.Has(Stages.ClipNorm))
        {
            scalars.Divisor = 1;
            scalars.SparesDivision = false;
        }

        if (_stages.Has(Stages.GlobalClipNorm))
        {
            scalars.Scale = FiniteLimit(_numbers.GlobalClipNorm) is double limit ? GlobalScale((float)limit, globalNorm) : 1;
            scalars.ScaleFloor = _scale.Of(scalars.Scale);
        }

        scalars.FastPathIsExact = restIsExact && FastPath.IsExactNow(in scalars, _stages);
        scalars.LeastClippedGradient = FastPath.IsUsual(scalars.Alpha) ? _usualLeastGradient : FastPath.LeastClippedGradient(in scalars, scalars.Alpha);
        FastPath.SetZeros(ref scalars, _stages);
        return ref scalars;
    }

    /// <summary>A limit whose norm has to be taken: off and infinite ones need none (D4, D19).</summary>
    public static double? FiniteLimit(double? limit) => limit is double value && !float.IsInfinity((float)value) ? value : null;

    /// <summary>S13.1: the divisor max(norm, limit) of a variable, NaN where the norm is, and what may replace the division by it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SetDivisor(ref StepScalars scalars, float norm)
    {
        float divisor = ScalarLanes.Maximum(norm, scalars.Limit);
        double reciprocal = 1 / (double)divisor;
        scalars.Divisor = divisor;
        scalars.DivisorReciprocal = (float)reciprocal;
        scalars.DivisorReciprocalRest = (float)(reciprocal - scalars.DivisorReciprocal);
        scalars.SparesDivision = scalars.SparesDivider && FastPath.MayDivideByProducts(divisor, scalars.Limit);
    }

    /// <summary>S13.2: k + (n - n) with k = limit * min(1/n, 1/limit); NaN where the norm is not finite.</summary>
    private static float GlobalScale(float limit, float norm)
    {
        float smaller = ScalarLanes.Minimum(Flushed.Divide(1f, norm), Flushed.Divide(1f, limit));
        return Flushed.Multiply(limit, smaller) + (norm - norm);
    }
}
