using System;
using System.Collections.Generic;
using System.Linq;

namespace Adam.Keras.State;

/// <summary>From the order of a file to that of an optimizer's weights.</summary>
internal static class StateTransfer
{
    private const int MostNamed = 10;

    /// <summary>What <see cref="AdamOptimizer.SetWeights"/> takes.</summary>
    public static Array[] Weights(KerasOptimizerState state, AdamOptimizer optimizer)
    {
        int[] positions = Positions(state, optimizer);
        var weights = new List<Array> { new long[] { state.Iterations } };
        void Add(KerasSlot slot, int i) => weights.Add(state[slot, positions[i]]!.ToSingles());
        for (int i = 0; optimizer.UseEma && i < positions.Length; i++)
        {
            Add(KerasSlot.Average, i);
        }

        for (int i = 0; i < positions.Length; i++)
        {
            Add(KerasSlot.FirstMoment, i);
            Add(KerasSlot.SecondMoment, i);
        }

        for (int i = 0; optimizer.Amsgrad && i < positions.Length; i++)
        {
            Add(KerasSlot.LargestSecondMoment, i);
        }

        return [.. weights];
    }

    /// <summary>For each variable of the optimizer, the position of its slots in the state.</summary>
    public static int[] Positions(KerasOptimizerState state, AdamOptimizer optimizer)
    {
        if (!optimizer.IsBuilt)
        {
            throw new InvalidOperationException("The optimizer has no slots yet; call Build with the variables before their state is put into it.");
        }

        List<(string Name, IReadOnlyList<long> Shape)> variables = Variables(optimizer);
        var differences = new List<string>();
        void Compare(string what, bool has, bool needs)
        {
            if (has != needs)
            {
                differences.Add(has ? $"the file has {what} and the optimizer does not" : $"the optimizer has {what} and the file does not");
            }
        }

        Compare("largest second moments (amsgrad)", state.Amsgrad, optimizer.Amsgrad && variables.Count > 0);
        Compare("moving averages", state.UseEma, optimizer.UseEma && variables.Count > 0);
        if (state.Count != variables.Count)
        {
            differences.Add($"the file has slots for {state.Count} variables and the optimizer has {variables.Count}");
            throw Differ(state, differences);
        }

        int[] positions = ByName(state, variables) ?? [.. Enumerable.Range(0, variables.Count)];
        for (int i = 0; i < positions.Length; i++)
        {
            KerasVariable slot = state[KerasSlot.FirstMoment, positions[i]]!;
            if (!slot.HasShape(variables[i].Shape))
            {
                differences.Add($"'{slot.Name}' has the shape {ShapeText.Of(slot.Shape)} and '{variables[i].Name}' {ShapeText.Of(variables[i].Shape)}");
            }

            if (slot.Element != KerasElement.Binary32)
            {
                differences.Add($"'{slot.Name}' is {slot.Element} and '{variables[i].Name}' {KerasElement.Binary32}");
            }
        }

        return differences.Count == 0 ? positions : throw Differ(state, differences);
    }

    /// <summary>Null unless each name of the file is that of exactly one variable. A slash counts as an underscore, which Keras 3 writes.</summary>
    private static int[]? ByName(KerasOptimizerState state, List<(string Name, IReadOnlyList<long> Shape)> variables)
    {
        var positions = new Dictionary<string, int>();
        for (int i = 0; i < state.Count; i++)
        {
            if (state[KerasSlot.FirstMoment, i]!.VariableName is not { } name || !positions.TryAdd(Plain(name), i))
            {
                return null;
            }
        }

        int[] found = [.. variables.Select(variable => positions.GetValueOrDefault(Plain(variable.Name), -1))];
        return found.Contains(-1) || found.Distinct().Count() != found.Length ? null : found;
    }

    private static string Plain(string name) => name.Replace('/', '_');

    /// <summary>Names and shapes of the variables that an optimizer was built with, from those of its slots.</summary>
    private static List<(string Name, IReadOnlyList<long> Shape)> Variables(AdamOptimizer optimizer)
    {
        int kinds = 2 + (optimizer.UseEma ? 1 : 0) + (optimizer.Amsgrad ? 1 : 0);
        int count = (optimizer.Variables.Count - 1) / kinds;
        int first = 1 + (optimizer.UseEma ? count : 0);
        var variables = new List<(string, IReadOnlyList<long>)>();
        for (int i = 0; i < count; i++)
        {
            OptimizerVariable slot = optimizer.Variables[first + (2 * i)];
            string scope = optimizer.Name + "/m/";
            int start = slot.Name.StartsWith("m/", StringComparison.Ordinal) ? 2 : slot.Name.StartsWith(scope, StringComparison.Ordinal) ? scope.Length : slot.Name.IndexOf("/m/", StringComparison.Ordinal) + 3;
            variables.Add((slot.Name[start..], slot.Shape));
        }

        return variables;
    }

    private static KerasException Differ(KerasOptimizerState state, List<string> differences) => new(
        KerasProblem.Mismatch, state.File, $"the state does not fit the optimizer: {string.Join("; ", differences.Take(MostNamed))}{(differences.Count > MostNamed ? $"; and {differences.Count - MostNamed} more" : "")}.");
}
