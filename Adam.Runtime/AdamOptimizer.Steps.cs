using System;
using System.Collections.Generic;
using Adam.Lanes;
using Adam.State;
using Adam.Steps;
using Adam.Threads;

namespace Adam;

/// <content>One step.</content>
public abstract partial class AdamOptimizer
{
    /// <summary>Elements of a variable that is over before a processor has noticed the walk.</summary>
    private const long ShortWalk = 4096;

    private bool _fetchesShortWalks;
    private bool _fetchesLongWalks;

    /// <summary>One step: clips the gradients, decays the variables, moves the moments, the variables and their averages (S3.3).</summary>
    /// <remarks>
    /// The first call builds the optimizer with all its variables, those without a gradient included (S2.6). A variable whose
    /// gradient is missing is left alone (S3.4). An empty list does nothing but refresh what a schedule and callables give (S8.2).
    /// Nothing is allocated after the first call.
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
        StepReport report = default;
        return Apply(pairs, scope, StepGate.Open, ref report);
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
        StepReport report = default;
        return StepAttached(StepGate.Open, ref report);
    }

    /// <summary>Overwrites variables by their averages, where averages are kept; otherwise does nothing (S7.4).</summary>
    /// <exception cref="InvalidOperationException">Averages are kept and the optimizer is not built.</exception>
    /// <exception cref="KeyNotFoundException">The optimizer was built without one of the variables.</exception>
    /// <exception cref="ArgumentNullException">A variable is null.</exception>
    /// <exception cref="ObjectDisposedException">The optimizer is disposed.</exception>
    public void FinalizeVariableValues(params ReadOnlySpan<AdamVariable> variables)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (!_stages.Has(Stages.UseEma))
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

    private void EndCall(OptimizerState state)
    {
        state.Call.End();
        if (state.Call.Missing.Count > 0)
        {
            OnMissingGradients?.Invoke(state.Call.Missing);
        }
    }

    /// <summary>The step itself, after all checks (S3.3, from step 6 on).</summary>
    /// <returns>Whether the norm of all gradients, or that of one of them, exceeds its limit.</returns>
    private bool Run(OptimizerState state, in StepNumbers numbers, float globalNorm)
    {
        Show(in numbers);
        long t = _iterations + 1;
        bool clipped = ScalarCalculator.FiniteLimit(numbers.GlobalClipNorm) is double limit && globalNorm > (float)limit;
        bool clipsNorms = ScalarCalculator.FiniteLimit(numbers.ClipNorm) is not null;
        if (clipsNorms)
        {
            FindNorms(state);
        }

        _calculator.Use(in numbers);
        ref StepScalars scalars = ref _calculator.Calculate(t, globalNorm);

        // Where elements come from memory, the divider is not what everything waits for, and fewer instructions look further ahead.
        scalars.SparesDivider = SparesDivider && !state.LeavesSecondCache;
        clipped |= clipsNorms && AnyNormAbove(state, scalars.Limit);
        _fetchesShortWalks = ForceFetching ?? state.LeavesSecondCache;
        _fetchesLongWalks = ForceFetching ?? (state.LeavesSecondCache && Processor.NeedsFetching);
        if (ForceFlushing is bool flushing)
        {
            scalars.FastPathIsExact = !flushing;
            scalars.EveryLaneIsOrdinary = flushing ? 0 : -1;
        }

        if (RunsParallel(state))
        {
            UpdateAll(state, in scalars, clipsNorms);
        }
        else
        {
            foreach (int position in state.Call.Order)
            {
                ref readonly FloatMemory gradient = ref state.Call.Gradient(position);
                SetVariable(ref scalars, state, position, clipsNorms);
                SetSquares(ref scalars, in gradient, 0, gradient.Length);
                Update(state.Streams(position, in gradient, 0, gradient.Length), in scalars);
            }
        }

        if (EmaOverwriteFrequency is int frequency && t % frequency == 0)
        {
            foreach (int position in state.Call.Order)
            {
                state.CopyAverage(position);
            }
        }

        _iterations = t;
        GC.KeepAlive(state.Buffer);
        return clipped;
    }

    /// <summary>What differs from variable to variable: whether it is decayed, the divisor of its own norm, fetching ahead.</summary>
    private void SetVariable(ref StepScalars scalars, OptimizerState state, int position, bool clipsNorms)
    {
        scalars.DecayMask = state.DecayMask(position);
        scalars.FetchesAhead = state.Length(position) < ShortWalk ? _fetchesShortWalks : _fetchesLongWalks;
        if (clipsNorms)
        {
            ScalarCalculator.SetDivisor(ref scalars, state.Norms[position]);
            FastPath.SetZeros(ref scalars, _stages);
        }
    }

    /// <summary>A short run of elements is not worth a look at some of them.</summary>
    private void SetSquares(ref StepScalars scalars, in FloatMemory gradient, long start, long length) =>
        scalars.ClearsSquares = ForceClearing ?? (Processor.IsSlowOnSubnormals && (length < TinySample.Count || TinySample.FindsSome(ref gradient.At(start), length)));

    /// <summary>The sums of the variables are added in the order in which the optimizer was built, whatever that of the call (D15).</summary>
    private double SumOfSquares(OptimizerState state)
    {
        SumSquares(state, SquareSum.LeastForGlobalNorm);
        double sum = 0;
        int piece = 0;
        for (int position = 0; position < state.Variables.Length; position++)
        {
            double own = TakeSum(state, position, ref piece);
            sum += state.Call.Has(position) ? own : 0;
        }

        return sum;
    }

    private static bool AnyNormAbove(OptimizerState state, float limit)
    {
        foreach (int position in state.Call.Order)
        {
            if (state.Norms[position] > limit)
            {
                return true;
            }
        }

        return false;
    }

    private void FindNorms(OptimizerState state)
    {
        SumSquares(state, SquareSum.LeastForNorm);
        int piece = 0;
        for (int position = 0; position < state.Variables.Length; position++)
        {
            state.Norms[position] = SquareSum.Norm(TakeSum(state, position, ref piece));
        }
    }

    /// <summary>The sum over the pieces of one variable, in index order; the next piece is that of the next variable.</summary>
    private static double TakeSum(OptimizerState state, int position, ref int piece)
    {
        double sum = 0;
        ReadOnlySpan<WorkPlan.Piece> pieces = state.Plan.Pieces;
        for (; piece < pieces.Length && pieces[piece].Variable == position; piece++)
        {
            sum += state.PieceSums[piece];
        }

        return sum;
    }

    /// <summary>S3.3 step 12: after the step is counted.</summary>
    private static void ApplyConstraints(OptimizerState state)
    {
        // Ten thousand small variables are not asked for nothing.
        if (!AdamVariable.AnyHasConstraint)
        {
            return;
        }

        foreach (int position in state.Call.Order)
        {
            state.Variables[position].Constraint?.Invoke(state.Variables[position]);
        }
    }
}
