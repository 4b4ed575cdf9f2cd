using System;
using System.Collections.Generic;
using System.Globalization;

namespace Adam.State;

/// <summary>The state as arrays, in the order of the optimizer's variables (D17).</summary>
internal static class Weights
{
    /// <summary>Copies of all.</summary>
    /// <exception cref="InvalidOperationException">A slot has more elements than an array holds.</exception>
    public static Array[] Get(IReadOnlyList<OptimizerVariable> variables)
    {
        foreach (OptimizerVariable variable in variables)
        {
            if (variable.Length > Array.MaxLength)
            {
                throw new InvalidOperationException(
                    $"'{variable.Name}' has {variable.Length} elements and an array holds at most {Array.MaxLength}; its elements cannot be had as one array.");
            }
        }

        var weights = new Array[variables.Count];
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = variables[i].IsIteration ? new long[] { variables[i].Counter } : variables[i].ToArray();
        }

        return weights;
    }

    /// <summary>Restores all, or throws before anything changes.</summary>
    /// <returns>The counter.</returns>
    /// <exception cref="ArgumentException">Another number of arrays, or one of another type or length.</exception>
    public static long Set(IReadOnlyList<Array> weights, IReadOnlyList<OptimizerVariable> variables)
    {
        if (weights.Count != variables.Count)
        {
            throw new ArgumentException(
                $"There are {weights.Count} arrays and {variables.Count} variables; give one array for each of `Variables`, in that order.", nameof(weights));
        }

        // The list is the caller's: what was checked is what is used.
        var checkedWeights = new Array[weights.Count];
        for (int i = 0; i < checkedWeights.Length; i++)
        {
            checkedWeights[i] = Check(weights[i], variables[i], nameof(weights));
        }

        for (int i = 1; i < checkedWeights.Length; i++)
        {
            variables[i].Set((float[])checkedWeights[i]);
        }

        return ((long[])checkedWeights[0])[0];
    }

    /// <summary>A number of steps.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public static long CheckIterations(long value, string parameter) => value >= 0
        ? value
        : throw new ArgumentOutOfRangeException(parameter, value, $"`Iterations` is {value.ToString(CultureInfo.InvariantCulture)}; it counts steps and must not be negative.");

    private static Array Check(Array weight, OptimizerVariable variable, string parameter)
    {
        bool typed = variable.IsIteration ? weight is long[] : weight is float[];
        if (!typed || weight.LongLength != variable.Length)
        {
            string type = variable.IsIteration ? nameof(Int64) : nameof(Single);
            string given = weight is null ? "null" : $"{weight.GetType().Name} with {weight.LongLength} elements";
            throw new ArgumentException($"The array for '{variable.Name}' is {given}; it must be {type}[] with {variable.Length}.", parameter);
        }

        if (variable.IsIteration)
        {
            _ = CheckIterations(((long[])weight)[0], parameter);
        }

        return weight;
    }
}
