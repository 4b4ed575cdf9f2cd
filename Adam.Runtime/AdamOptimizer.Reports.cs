using System;
using System.Globalization;
using System.Runtime.CompilerServices;
using Adam.Lanes;
using Adam.State;
using Adam.Steps;

namespace Adam;

/// <content>What happens around a step: which calls become one, and what is told about it.</content>
public abstract partial class AdamOptimizer
{
    private NonFiniteGradients _nonFiniteGradients;

    /// <summary>What a step does when a gradient has an element that is infinite or NaN. May change between steps.</summary>
    /// <remarks>
    /// Where a norm of all gradients is taken anyway and its square is finite, so is every gradient, and nothing more is read.
    /// A dynamic <see cref="LossScaleOptimizer"/> skips such steps before this policy is asked.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of the three.</exception>
    public NonFiniteGradients NonFiniteGradients
    {
        get => _nonFiniteGradients;
        set => _nonFiniteGradients = value is NonFiniteGradients.LetThrough or NonFiniteGradients.Skip or NonFiniteGradients.Throw
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, $"`NonFiniteGradients` is {(int)value}; it must be LetThrough, Skip or Throw.");
    }

    /// <summary>Told after each step, a skipped one included, what it did; null: nobody is. An exception in it cannot undo the step.</summary>
    public Action<StepReport>? OnStep { get; set; }

    /// <summary>How many steps this object has skipped because a gradient was not finite. Not part of the saved state.</summary>
    public long SkippedSteps { get; private set; }

    /// <summary>A checked call: decides whether its step runs, runs it, and tells who wants to know.</summary>
    private long Finish(OptimizerState state, in StepNumbers numbers, StepGate gate, ref StepReport report)
    {
        long start = AdamMetrics.Start();
        bool? finite = gate.GradientsAreScaled ? gate.Scale!.Unscale(state, ActiveInstructionSet) : null;
        bool observes = gate.WantsReport || OnStep is not null || AdamMetrics.WantsNorm;
        bool limits = ScalarCalculator.FiniteLimit(numbers.GlobalClipNorm) is not null;
        double squares = observes || limits ? SumOfSquares(state) : double.NaN;
        float norm = SquareSum.GlobalNorm(squares);
        bool dynamic = gate.Scale is { IsDynamic: true };
        bool runs = true;
        if (dynamic || NonFiniteGradients != NonFiniteGradients.LetThrough)
        {
            // No sum of squares is finite where a gradient is not; the reverse does not hold, because squares overflow.
            bool allFinite = finite ?? (double.IsFinite(squares) || AreFinite(state));
            runs = allFinite || (!dynamic && NonFiniteGradients == NonFiniteGradients.LetThrough);
            if (!runs && !dynamic && NonFiniteGradients == NonFiniteGradients.Throw)
            {
                ThrowNotFinite(state);
            }

            gate.Scale?.Update(allFinite);
        }

        bool clipped = false;
        if (runs)
        {
            clipped = (observes && _stages.Has(Stages.ClipValue) && AnyAbove(state, numbers.ClipValue)) | Run(state, in numbers, norm);
            AdamMetrics.Ran(Name, numbers.Rate, observes ? norm : null, start);
        }
        else
        {
            _iterations++;
            SkippedSteps++;
            AdamMetrics.Skipped(Name);
        }

        GC.KeepAlive(gate.Scale);
        report = new StepReport(_iterations, runs ? numbers.Rate : LearningRate.Value, norm, clipped, !runs);
        if (runs)
        {
            ApplyConstraints(state);
        }

        OnStep?.Invoke(report);
        return _iterations;
    }

    private bool AreFinite(OptimizerState state)
    {
        foreach (int position in state.Call.Order)
        {
            ref readonly FloatMemory gradient = ref state.Call.Gradient(position);
            if (!MagnitudeScan.AreFinite(ref gradient.Reference, gradient.Length, ActiveInstructionSet))
            {
                return false;
            }
        }

        return true;
    }

    private bool AnyAbove(OptimizerState state, double? limit)
    {
        float most = Flushed.Read((float)(limit ?? double.PositiveInfinity));
        foreach (int position in state.Call.Order)
        {
            ref readonly FloatMemory gradient = ref state.Call.Gradient(position);
            if (MagnitudeScan.AnyAbove(ref gradient.Reference, gradient.Length, most, ActiveInstructionSet))
            {
                return true;
            }
        }

        return false;
    }

    private static void ThrowNotFinite(OptimizerState state)
    {
        foreach (int position in state.Call.Order)
        {
            ref readonly FloatMemory gradient = ref state.Call.Gradient(position);
            long element = MagnitudeScan.FirstNotFinite(ref gradient.Reference, gradient.Length);
            if (element >= 0)
            {
                throw new ArgumentException(
                    $"The gradient of '{state.Variables[position].Name}' is {((double)Unsafe.Add(ref gradient.Reference, (nint)element)).ToString("R", CultureInfo.InvariantCulture)} at element {element}; give finite gradients, or set `NonFiniteGradients` to Skip or LetThrough.");
            }
        }
    }
}
