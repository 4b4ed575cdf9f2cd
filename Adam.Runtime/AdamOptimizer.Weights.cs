using System;
using System.Collections.Generic;
using Adam.State;

namespace Adam;

/// <content>The state as arrays.</content>
public abstract partial class AdamOptimizer
{
    /// <summary>Copies of all <see cref="Variables"/>, in their order: the counter as one long, the rest as floats (D17).</summary>
    /// <exception cref="ObjectDisposedException">The optimizer is disposed.</exception>
    public Array[] GetWeights()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var weights = new Array[_variables.Length];
        weights[0] = new long[] { _iterations };
        for (int i = 1; i < weights.Length; i++)
        {
            weights[i] = _variables[i].Span.ToArray();
        }

        GC.KeepAlive(this);
        return weights;
    }

    /// <summary>Restores what <see cref="GetWeights"/> gave: as many arrays, of the same types and lengths, or nothing changes (D17).</summary>
    /// <param name="weights">The counter as one long, the rest as floats; any bits are accepted, NaN included.</param>
    /// <exception cref="InvalidOperationException">The optimizer is not built (S9.6).</exception>
    /// <exception cref="ArgumentException">Another number of arrays, or one of another type or length.</exception>
    /// <exception cref="ObjectDisposedException">The optimizer is disposed.</exception>
    public void SetWeights(IReadOnlyList<Array> weights)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ArgumentNullException.ThrowIfNull(weights);
        if (_state is null)
        {
            throw new InvalidOperationException("The optimizer has no slots yet; call Build with the same variables before SetWeights.");
        }

        if (weights.Count != _variables.Length)
        {
            throw new ArgumentException(
                $"There are {weights.Count} arrays and {_variables.Length} variables; give one array for each of `Variables`, in that order.", nameof(weights));
        }

        for (int i = 0; i < weights.Count; i++)
        {
            Check(weights[i], _variables[i]);
        }

        _iterations = ((long[])weights[0])[0];
        for (int i = 1; i < weights.Count; i++)
        {
            ((float[])weights[i]).CopyTo(_variables[i].Span);
        }

        GC.KeepAlive(this);
    }

    private static void Check(Array weight, OptimizerVariable variable)
    {
        bool typed = variable.IsIteration ? weight is long[] : weight is float[];
        if (!typed || weight.LongLength != variable.Length)
        {
            string type = variable.IsIteration ? nameof(Int64) : nameof(Single);
            string given = weight is null ? "null" : $"{weight.GetType().Name} with {weight.LongLength} elements";
            throw new ArgumentException(
                $"The array for '{variable.Name}' is {given}; it must be {type}[] with {variable.Length}.", nameof(weight));
        }

        if (variable.IsIteration)
        {
            _ = CheckIterations(((long[])weight)[0]);
        }
    }
}
