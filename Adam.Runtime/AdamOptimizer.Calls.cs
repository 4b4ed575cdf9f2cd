using System;
using Adam.State;
using Adam.Steps;

namespace Adam;

/// <content>From the gradients of a call, however they are given, to its step.</content>
public abstract partial class AdamOptimizer
{
    /// <summary>One step with pairs (S3.3).</summary>
    internal long Apply(ReadOnlySpan<(Gradient Gradient, AdamVariable Variable)> pairs, string scope, StepGate gate, ref StepReport report)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ArgumentNullException.ThrowIfNull(scope);
        ref readonly StepNumbers numbers = ref Evaluate();
        if (pairs.IsEmpty)
        {
            return ShowOnly(in numbers, ref report);
        }

        return Finish(Check(pairs, scope, tells: true), in numbers, gate, ref report);
    }

    /// <summary>One step with the gradients attached to some variables.</summary>
    internal long Apply(ReadOnlySpan<AdamVariable> variables, StepGate gate, ref StepReport report)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ref readonly StepNumbers numbers = ref Evaluate();
        if (variables.IsEmpty)
        {
            return ShowOnly(in numbers, ref report);
        }

        OptimizerState state = _state ?? new OptimizerState(variables, _stages, _exclusions);
        try
        {
            state.Call.Begin();
            for (int i = 0; i < variables.Length; i++)
            {
                ArgumentNullException.ThrowIfNull(variables[i], nameof(variables));
                state.Call.Add(in variables[i].AttachedGradient, variables[i], i);
            }

            EndCall(state);
        }
        catch when (_state is null)
        {
            state.Dispose();
            throw;
        }

        return Finish(Adopted(state, Name), in numbers, gate, ref report);
    }

    /// <summary>One step with the gradients attached to all variables.</summary>
    internal long StepAttached(StepGate gate, ref StepReport report)
    {
        OptimizerState state = RequireState();
        ref readonly StepNumbers numbers = ref Evaluate();
        state.Call.Begin();
        state.Call.AddAttached();
        EndCall(state);
        return Finish(state, in numbers, gate, ref report);
    }

    /// <summary>One step with gradients that this library keeps, so that only missing ones are left to look for.</summary>
    internal long StepKept(KeptGradients gradients, ReadOnlySpan<bool> given, StepGate gate, ref StepReport report)
    {
        OptimizerState state = RequireState();
        ref readonly StepNumbers numbers = ref Evaluate();
        state.Call.Begin();
        for (int i = 0; i < given.Length; i++)
        {
            state.Call.AddKept(given[i], i);
        }

        state.Call.Use(gradients);
        EndCall(state);
        return Finish(state, in numbers, gate, ref report);
    }

    /// <summary>Builds at the first call, and makes all checks of a call without taking its step.</summary>
    /// <param name="pairs">Gradients and their variables.</param>
    /// <param name="scope">What stands in front of the slots' names.</param>
    /// <param name="tells">Whether missing gradients are told.</param>
    internal OptimizerState Check(ReadOnlySpan<(Gradient Gradient, AdamVariable Variable)> pairs, string scope, bool tells)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        OptimizerState state = _state ?? Prepare(pairs);
        try
        {
            state.Call.Begin();
            for (int i = 0; i < pairs.Length; i++)
            {
                state.Call.Add(in pairs[i].Gradient, pairs[i].Variable, i);
            }

            if (tells)
            {
                EndCall(state);
            }
            else
            {
                state.Call.End();
            }
        }
        catch when (_state is null)
        {
            state.Dispose();
            throw;
        }

        return Adopted(state, scope);
    }

    /// <summary>The state that <see cref="Build"/> or a first call has made.</summary>
    internal OptimizerState RequireState()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return _state ?? throw new InvalidOperationException("The optimizer has no variables yet; call Build with all of them before Step.");
    }

    private OptimizerState Adopted(OptimizerState state, string scope)
    {
        if (_state is null)
        {
            Adopt(state, scope.Length > 0 ? scope : Name.Length > 0 ? Name : "optimizer");
        }

        return state;
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

    /// <summary>A call without variables refreshes the rate and does nothing else (S3.3, step 3).</summary>
    private long ShowOnly(in StepNumbers numbers, ref StepReport report)
    {
        Show(in numbers);
        report = new StepReport(_iterations, numbers.Rate, 0, false, false);
        return _iterations;
    }
}
