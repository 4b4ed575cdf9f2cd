using System;
using Adam.Gradients;
using Adam.Running;

namespace Adam;

/// <content>Saving and restoring.</content>
public sealed partial class GradientAccumulator
{
    /// <summary>Copies what has been added up.</summary>
    /// <exception cref="InvalidOperationException">The step of complete sums has thrown, a sum has more elements than an array holds, or another call runs.</exception>
    /// <exception cref="ObjectDisposedException">The accumulator is disposed.</exception>
    public AccumulatorState GetState()
    {
        using CallGuard.Scope call = _guard.Reading(this);
        return Count < MicroSteps
            ? new AccumulatorState(Count, Sums())
            : throw new InvalidOperationException("The sums are complete and their step has thrown; call Apply to try again, or Reset to drop them.");
    }

    /// <summary>Restores what <see cref="GetState"/> gave, or nothing changes.</summary>
    /// <exception cref="ArgumentException">The count is not below <see cref="MicroSteps"/>, there is another number of sums, or one of another length.</exception>
    /// <exception cref="InvalidOperationException">There are sums and the optimizer is not built.</exception>
    /// <exception cref="ObjectDisposedException">The accumulator or the optimizer is disposed.</exception>
    public void SetState(AccumulatorState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        _guard.Enter(this);
        try
        {
            if (state.Count < 0 || state.Count >= MicroSteps)
            {
                throw new ArgumentException($"The state has {state.Count} micro-steps; it must be at least 0 and below {MicroSteps}.", nameof(state));
            }

            if (state.Sums.Count == 0)
            {
                RequireCount(state, 0);
                Clear();
                return;
            }

            AdamVariable[] variables = _optimizer.Runner.Model?.State.Variables
                ?? throw new InvalidOperationException("The optimizer has no variables yet; call Build with all of them before SetState.");
            CheckSums(state, variables);
            GradientSums sums = Prepare(variables);
            Clear();
            for (int i = 0; i < state.Sums.Count; i++)
            {
                if (state.Sums[i] is { } sum)
                {
                    sum.CopyTo(sums.Kept.All[i].Span(variables[i].Name));
                    sums.Given[i] = true;
                }
            }

            Count = state.Count;
        }
        finally
        {
            _guard.Exit();
        }
    }

    private static void CheckSums(AccumulatorState state, AdamVariable[] variables)
    {
        if (state.Sums.Count != variables.Length)
        {
            throw new ArgumentException($"The state has {state.Sums.Count} sums and the optimizer {variables.Length} variables; give one for each, in the order of Build.", nameof(state));
        }

        int sums = 0;
        for (int i = 0; i < state.Sums.Count; i++)
        {
            if (state.Sums[i] is { } sum)
            {
                sums++;
                if (sum.LongLength != variables[i].Length)
                {
                    throw new ArgumentException($"The sum for '{variables[i].Name}' has {sum.LongLength} elements; it must have {variables[i].Length}.", nameof(state));
                }
            }
        }

        if (sums == 0 || state.Count == 0)
        {
            RequireCount(state, sums);
        }
    }

    private float[]?[] Sums()
    {
        if (_sums is null)
        {
            return [];
        }

        var copies = new float[]?[_sums.Given.Length];
        for (int i = 0; i < copies.Length; i++)
        {
            copies[i] = _sums.Given[i] ? _sums.Kept.All[i].Span("sum").ToArray() : null;
        }

        GC.KeepAlive(_sums);
        return copies;
    }

    /// <summary>A micro-step leaves at least one sum, and no micro-step none.</summary>
    private static void RequireCount(AccumulatorState state, int sums)
    {
        if (state.Count > 0 != sums > 0)
        {
            throw new ArgumentException($"The state has {state.Count} micro-steps and {sums} sums; it must have both or neither.", nameof(state));
        }
    }
}
