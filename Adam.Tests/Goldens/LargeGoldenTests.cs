using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using Xunit;

namespace Adam.Tests.Goldens;

/// <summary>Tensors up to a million elements: ranges, prefetching bodies and tails give the recorded bits.</summary>
public sealed class LargeGoldenTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void LargeTensors_GiveTheRecordedHashes_OnEveryInstructionSet(int threads)
    {
        IReadOnlyList<LargeGoldenCase> cases = GoldenFiles.ReadLines("large", LargeGoldenCase.Parse);
        int pairs = 0;
        foreach (LargeGoldenCase golden in cases)
        {
            Assert.Equal(golden.FirstValues, golden.InitialValues()[..golden.FirstValues.Length]);
            foreach (InstructionSet set in InstructionSets.Supported)
            {
                Replay(golden, set, threads);
                pairs++;
            }
        }

        output.WriteLine($"large, {threads} threads: {pairs} pairs of case and instruction set equal in bits.");
        Assert.True(pairs > 0);
        Assert.Equal(cases.Count * InstructionSets.Supported.Count, pairs);
    }

    private static void Replay(LargeGoldenCase golden, InstructionSet set, int threads)
    {
        using AdamOptimizer optimizer = StructureCatalog.Create(golden.Config, set, threads);
        Assert.Equal(set, optimizer.ActiveInstructionSet);
        float[] values = golden.InitialValues();
        float[] gradients = new float[values.Length];
        List<(Gradient Gradient, AdamVariable Variable)> pairs = [];
        int start = 0;
        foreach (int size in golden.Sizes)
        {
            pairs.Add((
                new Gradient(gradients.AsMemory(start, size)),
                new AdamVariable($"w{pairs.Count}", values.AsMemory(start, size))));
            start += size;
        }

        for (int t = 1; t <= golden.Steps; t++)
        {
            golden.FillGradients(t, gradients);
            optimizer.ApplyGradients(CollectionsMarshal.AsSpan(pairs));
        }

        foreach ((string kind, string[] hashes) in golden.Hashes)
        {
            for (int i = 0; i < hashes.Length; i++)
            {
                AdamVariable variable = pairs[i].Variable;
                float[] actual = kind == "variables"
                    ? variable.Span.ToArray()
                    : Copy(optimizer.Variables.Single(v => v.Name == $"Adam/{kind}/{variable.Name}"));
                golden.AssertHash(kind, i, actual, $"on {set}, {threads} threads");
            }
        }
    }

    private static float[] Copy(OptimizerVariable slot)
    {
        float[] values = new float[slot.Length];
        slot.CopyTo(values);
        return values;
    }
}
