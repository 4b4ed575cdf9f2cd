using System;
using System.Collections.Generic;
using System.Linq;
using Adam.Benchmarks.Data;
using Adam.Benchmarks.Kernels;

namespace Adam.Benchmarks.Optimizers;

/// <summary>Before any measurement: the optimizer takes the very steps that the baselines take.</summary>
internal static class OptimizerBitCheck
{
    /// <summary>Takes the first steps of a training with each instruction set.</summary>
    /// <returns>A sentence for each one that is wrong.</returns>
    internal static IEnumerable<string> Run()
    {
        foreach (InstructionSet set in InstructionSets.Supported)
        {
            AdamOptions options = Degree.Of(1, set);
            if (Difference(new PlainAdam(options), allStages: false) is { } plain)
            {
                yield return $"`Adam` (plain, {set}) differs from the scalar loop: {plain}";
            }

            if (Difference(new AllStagesAdam(options), allStages: true) is { } all)
            {
                yield return $"`Adam` (all stages, {set}) differs from the scalar loop: {all}";
            }
        }
    }

    private static string? Difference(AdamOptimizer optimizer, bool allStages)
    {
        using StepData expected = BitCheck.Fresh(allStages), actual = BitCheck.Fresh(allStages);
        BitCheck.Train(allStages ? ScalarLoop.All : ScalarLoop.Plain, expected);

        using AdamOptimizer owned = optimizer;
        AdamVariable variable = AdamCompetitor.Variable(actual.Variable, actual.Gradient);
        for (int t = 1; t <= BitCheck.Steps; t++)
        {
            owned.ApplyGradients((variable.Gradient, variable));
            BitCheck.ShrinkGradient(actual);
        }

        return BitCheck.First("p", expected.Variable.Span, actual.Variable.Span)
            ?? Slot("Adam/m/kernel", expected.FirstMoment)
            ?? Slot("Adam/v/kernel", expected.SecondMoment)
            ?? (allStages ? Slot("Adam/vhat/kernel", expected.Maximum) : null)
            ?? (allStages ? Slot("Adam/average/kernel", expected.Average) : null);

        string? Slot(string name, NativeArray expectedValues)
        {
            OptimizerVariable? slot = owned.Variables.FirstOrDefault(candidate => candidate.Name == name);
            if (slot is null)
            {
                return $"there is no variable `{name}` among {string.Join(", ", owned.Variables.Select(candidate => candidate.Name))}.";
            }

            float[] values = new float[slot.Length];
            slot.CopyTo(values);
            return BitCheck.First(name, expectedValues.Span, values);
        }
    }
}
