using System;
using System.Linq;
using Xunit;

namespace Adam.Tests.Goldens;

/// <summary>Runs a recorded case on a real optimizer and compares every recorded array in bits.</summary>
internal static class GoldenReplay
{
    /// <summary>Returns how many arrays were compared.</summary>
    public static int Run(GoldenCase golden, InstructionSet set)
    {
        using AdamOptimizer optimizer = StructureCatalog.Create(golden.Config, set);
        Assert.Equal(set, optimizer.ActiveInstructionSet);
        AdamVariable[] variables =
            [.. golden.Variables.Select(v => new AdamVariable(v.Name, (float[])v.Value.Clone(), v.Shape))];
        int compared = 0;
        for (int t = 1; t <= golden.Steps.Count; t++)
        {
            GoldenStep step = golden.Steps[t - 1];
            (Gradient, AdamVariable)[] pairs =
                [.. variables.Select((v, i) => (step.Gradients[i] is { } g ? new Gradient(g, [.. v.Shape]) : Gradient.Missing, v))];
            long iterations = optimizer.ApplyGradients(pairs);
            Assert.Equal(t, iterations);
            if (step.LearningRate is { } rate)
            {
                Assert.Equal(rate, optimizer.LearningRate.Value);
            }

            compared += Compare(golden, set, t, optimizer, variables);
        }

        Assert.Equal(golden.Iterations, optimizer.Iterations);
        CompareWeights(golden, set, optimizer);
        return compared;
    }

    private static int Compare(GoldenCase golden, InstructionSet set, int t, AdamOptimizer optimizer, AdamVariable[] variables)
    {
        int compared = 0;
        foreach ((string kind, float[][] arrays) in golden.Steps[t - 1].Recorded())
        {
            for (int i = 0; i < arrays.Length; i++)
            {
                string name = variables[i].Name;
                ReadOnlySpan<float> actual = kind == "variable" ? variables[i].Span : Slot(optimizer, $"{kind}/{name}");
                Bits.AssertEqual(arrays[i], actual, () => $"{golden.Id} on {set}, step {t}, {kind} of {name}");
                compared++;
            }
        }

        return compared;
    }

    /// <summary>The slot whose name without the scope is the given one (S2.5).</summary>
    private static float[] Slot(AdamOptimizer optimizer, string name)
    {
        OptimizerVariable slot = optimizer.Variables.Single(v => v.Name == $"Adam/{name}");
        float[] values = new float[slot.Length];
        slot.CopyTo(values);
        return values;
    }

    /// <summary>GetWeights gives the arrays of the last step in the order of S2.3.</summary>
    private static void CompareWeights(GoldenCase golden, InstructionSet set, AdamOptimizer optimizer)
    {
        GoldenStep last = golden.Steps[^1];
        float[][] expected =
        [
            .. last.Average ?? [],
            .. last.M!.Zip(last.V!).SelectMany(pair => new[] { pair.First, pair.Second }),
            .. last.VHat ?? [],
        ];
        Array[] weights = optimizer.GetWeights();
        Assert.Equal(expected.Length + 1, weights.Length);
        Assert.Equal([golden.Iterations], Assert.IsType<long[]>(weights[0]));
        for (int i = 0; i < expected.Length; i++)
        {
            Bits.AssertEqual(expected[i], Assert.IsType<float[]>(weights[i + 1]), () => $"{golden.Id} on {set}, weight {i + 1}");
        }
    }
}
