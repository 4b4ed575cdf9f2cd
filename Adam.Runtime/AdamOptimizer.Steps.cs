using System;
using System.Collections.Generic;
using Adam.Lanes;
using Adam.State;
using Adam.Steps;

namespace Adam;

/// <content>One step.</content>
public abstract partial class AdamOptimizer
{
    /// <summary>One step: clips the gradients, decays the variables, moves the moments, the variables and their averages (S3.3).</summary>
    /// <remarks>
    /// The first call builds the optimizer with all its variables, those without a gradient included (S2.6). A variable whose
    /// gradient is missing is left alone (S3.4). An empty list does nothing. Nothing is allocated after the first call.
    /// </remarks>
    /// <returns>The number of steps taken.</returns>
    /// <exception cref="ArgumentException">
    /// A variable is null or stands in the call twice (D9), a gradient has another shape than its variable (D16), all gradients are
    /// missing (S3.5), or memory of a variable overlaps that of another variable or of a gradient.
    /// </exception>
    /// <exception cref="KeyNotFoundException">The optimizer was built without one of the variables (S3.6).</exception>
    /// <exception cref="ObjectDisposedException">The optimizer is disposed.</exception>
    public long ApplyGradients(params ReadOnlySpan<(Gradient Gradient, AdamVariable Variable)> pairs) => ApplyGradients(pairs, Name);

    /// <summary>One step, as <see cref="ApplyGradients(ReadOnlySpan{ValueTuple{Gradient, AdamVariable}})"/>.</summary>
    /// <param name="pairs">Gradients and their variables.</param>
    /// <param name="scope">
    /// What stands in front of the slots' names when this call builds the optimizer; where empty, the optimizer's name, and where
    /// that is empty too, "optimizer" (S2.5).
    /// </param>
    /// <inheritdoc cref="ApplyGradients(ReadOnlySpan{ValueTuple{Gradient, AdamVariable}})" path="/remarks|/returns|/exception"/>
    public long ApplyGradients(ReadOnlySpan<(Gradient Gradient, AdamVariable Variable)> pairs, string scope)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ArgumentNullException.ThrowIfNull(scope);
        StepNumbers numbers = Evaluate();
        if (pairs.IsEmpty)
        {
            Show(in numbers);
            return _iterations;
        }

        OptimizerState state = _state ?? Prepare(pairs);
        try
        {
            state.Call.Begin();
            for (int i = 0; i < pairs.Length; i++)
            {
                state.Call.Add(in pairs[i].Gradient, pairs[i].Variable, i);
            }

            EndCall(state);
        }
        catch when (_state is null)
        {
            state.Dispose();
            throw;
        }

        if (_state is null)
        {
            Adopt(state, scope.Length > 0 ? scope : Name.Length > 0 ? Name : "optimizer");
        }

        return Run(state, in numbers);
    }

    /// <summary>
    /// One step with the gradients attached to the variables that the optimizer was built with, without a list:
    /// otherwise as <see cref="ApplyGradients(ReadOnlySpan{ValueTuple{Gradient, AdamVariable}})"/>.
    /// </summary>
    /// <returns>The number of steps taken.</returns>
    /// <exception cref="InvalidOperationException">The optimizer is not built.</exception>
    /// <exception cref="ArgumentException">A gradient has another shape than its variable, all are missing, or memory overlaps.</exception>
    /// <exception cref="ObjectDisposedException">The optimizer is disposed.</exception>
    public long Step()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        OptimizerState state = _state ?? throw new InvalidOperationException("The optimizer has no variables yet; call Build with all of them before Step.");
        StepNumbers numbers = Evaluate();
        state.Call.Begin();
        for (int i = 0; i < state.Variables.Length; i++)
        {
            state.Call.Add(in state.Variables[i].AttachedGradient, state.Variables[i], i);
        }

        EndCall(state);
        return Run(state, in numbers);
    }

    /// <summary>Overwrites variables by their averages, where averages are kept; otherwise does nothing (S7.4).</summary>
    /// <exception cref="InvalidOperationException">Averages are kept and the optimizer is not built.</exception>
    /// <exception cref="KeyNotFoundException">The optimizer was built without one of the variables.</exception>
    /// <exception cref="ArgumentNullException">A variable is null.</exception>
    /// <exception cref="ObjectDisposedException">The optimizer is disposed.</exception>
    public void FinalizeVariableValues(params ReadOnlySpan<AdamVariable> variables)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (!_stages.UseEma)
        {
            return;
        }

        OptimizerState state = _state ?? throw new InvalidOperationException("The optimizer has no averages yet; take a step or call Build first.");
        for (int i = 0; i < variables.Length; i++)
        {
            _ = state.PositionOf(variables[i], i);
        }

        for (int i = 0; i < variables.Length; i++)
        {
            state.CopyAverage(state.PositionOf(variables[i], i));
        }
    }

    private OptimizerState Prepare(ReadOnlySpan<(Gradient Gradient, AdamVariable Variable)> pairs)
    {
        var variables = new AdamVariable[pairs.Length];
        for (int i = 0; i < pairs.Length; i++)
        {
            variables[i] = pairs[i].Variable;
        }

        return new OptimizerState(variables, _stages, _exclusions);
    }

    private void EndCall(OptimizerState state)
    {
        state.Call.End();
        if (state.Call.Missing.Count > 0)
        {
            OnMissingGradients?.Invoke(state.Call.Missing);
        }
    }

    /// <summary>The step itself, after all checks (S3.3, from step 6 on).</summary>
    private long Run(OptimizerState state, in StepNumbers numbers)
    {
        Show(in numbers);
        long t = _iterations + 1;
        float globalNorm = ScalarCalculator.FiniteLimit(numbers.GlobalClipNorm) is null ? 0 : GlobalNorm(state);
        StepScalars scalars = _calculator.Calculate(in numbers, t, globalNorm);
        scalars.SparesDivider = SparesDivider;
        if (ForceFlushing is bool flushing)
        {
            scalars.FastPathIsExact = !flushing;
            scalars.EveryLaneIsOrdinary = flushing ? 0 : -1;
        }

        bool clipsNorms = ScalarCalculator.FiniteLimit(numbers.ClipNorm) is not null;
        bool constrains = false;
        foreach (int position in state.Call.Order)
        {
            AdamVariable variable = state.Variables[position];
            ref readonly FloatMemory gradient = ref state.Call.Gradient(position);
            if (clipsNorms)
            {
                float norm = SquareSum.Norm(SquareSum.Of(ref gradient.Reference, gradient.Length, SquareSum.LeastForNorm, ActiveInstructionSet));
                scalars.Divisor = ScalarCalculator.Divisor(norm, scalars.Limit);
                FastPath.SetZeros(ref scalars, in _stages);
            }

            scalars.DecayMask = state.DecayMask(position);
            constrains |= variable.Constraint is not null;
            Update(state.Streams(position, ref variable.Values.Reference, ref gradient.Reference), in scalars);
        }

        if (_emaOverwriteFrequency is int frequency && t % frequency == 0)
        {
            foreach (int position in state.Call.Order)
            {
                state.CopyAverage(position);
            }
        }

        _iterations = t;
        GC.KeepAlive(state.Buffer);
        if (constrains)
        {
            ApplyConstraints(state);
        }

        return _iterations;
    }

    /// <summary>The sums of the variables are added in the order in which the optimizer was built, whatever that of the call (D15).</summary>
    private float GlobalNorm(OptimizerState state)
    {
        double sum = 0;
        for (int position = 0; position < state.Variables.Length; position++)
        {
            if (state.Call.Has(position))
            {
                ref readonly FloatMemory gradient = ref state.Call.Gradient(position);
                sum += SquareSum.Of(ref gradient.Reference, gradient.Length, SquareSum.LeastForGlobalNorm, ActiveInstructionSet);
            }
        }

        return SquareSum.GlobalNorm(sum);
    }

    /// <summary>S3.3 step 12: after the step is counted.</summary>
    private static void ApplyConstraints(OptimizerState state)
    {
        foreach (int position in state.Call.Order)
        {
            state.Variables[position].Constraint?.Invoke(state.Variables[position]);
        }
    }
}
