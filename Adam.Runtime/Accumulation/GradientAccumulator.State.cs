using System;
using System.Runtime.InteropServices;
using Adam.State;

namespace Adam;

/// <content>Saving and restoring.</content>
public sealed partial class GradientAccumulator
{
    /// <summary>Copies what has been added up.</summary>
    /// <exception cref="InvalidOperationException">The step of complete sums has thrown, so they are divided already.</exception>
    /// <exception cref="ObjectDisposedException">The accumulator is disposed.</exception>
    public AccumulatorState GetState()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_divided)
        {
            throw new InvalidOperationException("The sums are divided and their step has thrown; call Apply to try again, or Reset to drop them.");
        }

        return new AccumulatorState(Count, Sums());
    }

    /// <summary>Restores what <see cref="GetState"/> gave, or nothing changes.</summary>
    /// <exception cref="ArgumentException">The count is not below <see cref="MicroSteps"/>, there is another number of sums, or one of another length.</exception>
    /// <exception cref="InvalidOperationException">There are sums and the optimizer is not built.</exception>
    /// <exception cref="ObjectDisposedException">The accumulator or the optimizer is disposed.</exception>
    public void SetState(AccumulatorState state)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ArgumentNullException.ThrowIfNull(state);
        if (state.Count < 0 || state.Count >= MicroSteps)
        {
            throw new ArgumentException($"The state has {state.Count} micro-steps; it must be at least 0 and below {MicroSteps}.", nameof(state));
        }

        if (state.Sums.Count == 0)
        {
            RequireCount(state, 0);
            Reset();
            return;
        }

        OptimizerState optimizer = _optimizer.RequireState();
        if (state.Sums.Count != optimizer.Variables.Length)
        {
            throw new ArgumentException($"The state has {state.Sums.Count} sums and the optimizer {optimizer.Variables.Length} variables; give one for each, in the order of Build.", nameof(state));
        }

        int sums = 0;
        for (int i = 0; i < state.Sums.Count; i++)
        {
            if (state.Sums[i] is { } sum)
            {
                sums++;
                if (sum.LongLength != optimizer.Variables[i].Length)
                {
                    throw new ArgumentException($"The sum for '{optimizer.Variables[i].Name}' has {sum.LongLength} elements; it must have {optimizer.Variables[i].Length}.", nameof(state));
                }
            }
        }

        if (sums == 0 || state.Count == 0)
        {
            RequireCount(state, sums);
        }

        Prepare(optimizer);
        Reset();
        for (int i = 0; i < state.Sums.Count; i++)
        {
            if (state.Sums[i] is { } sum)
            {
                sum.CopyTo(Span(in _sums!.All[i]));
                _given[i] = true;
            }
        }

        Count = state.Count;
    }

    private float[]?[] Sums()
    {
        var sums = new float[]?[_given.Length];
        for (int i = 0; i < sums.Length; i++)
        {
            sums[i] = _given[i] ? Span(in _sums!.All[i]).ToArray() : null;
        }

        GC.KeepAlive(_sums);
        return sums;
    }

    private static Span<float> Span(ref readonly FloatMemory memory) => MemoryMarshal.CreateSpan(ref memory.Reference, checked((int)memory.Length));

    /// <summary>A micro-step leaves at least one sum, and no micro-step none.</summary>
    private static void RequireCount(AccumulatorState state, int sums)
    {
        if (state.Count > 0 != sums > 0)
        {
            throw new ArgumentException($"The state has {state.Count} micro-steps and {sums} sums; it must have both or neither.", nameof(state));
        }
    }
}
