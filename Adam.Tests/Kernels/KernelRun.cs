using System;
using System.Collections.Generic;
using System.Linq;
using Adam.Tests.Goldens;
using Adam.Tests.Reference;
using Xunit;

namespace Adam.Tests.Kernels;

/// <summary>Takes one step with a real optimizer from a given state.</summary>
internal static class KernelRun
{
    /// <summary>The state after a round's step.</summary>
    public static FuzzBatch Step(
        FuzzRound round, InstructionSet set, bool? forceFlushing = null, Func<ReferenceConfig, InstructionSet, AdamOptimizer>? create = null) =>
        Step(round.Config, round.T, round.Before, set, round.IsExcluded, forceFlushing, create);

    /// <summary>The state after step t. Slots that the structure does not have keep what the batch holds.</summary>
    public static FuzzBatch Step(
        ReferenceConfig config,
        long t,
        FuzzBatch before,
        InstructionSet set,
        Func<int, bool> isExcluded,
        bool? forceFlushing = null,
        Func<ReferenceConfig, InstructionSet, AdamOptimizer>? create = null)
    {
        FuzzBatch after = before.Copy();
        float[] gradients = (float[])before.G.Clone();
        AdamVariable[] variables =
            [.. before.Variables.Select((v, n) => new AdamVariable($"w{n}", after.P.AsMemory(v.Start, v.Length)))];
        using AdamOptimizer optimizer = create is null ? StructureCatalog.Create(config, set) : create(config, set);
        optimizer.Runner.Choices.ForceFlushing = forceFlushing;
        Assert.Equal(set, optimizer.ActiveInstructionSet);
        if (config.WeightDecay is not null)
        {
            optimizer.ExcludeFromWeightDecay(variables.Where((_, n) => isExcluded(n)));
        }

        optimizer.Build(variables);
        optimizer.SetWeights(State(config, t - 1, before));
        (Gradient, AdamVariable)[] pairs =
        [
            .. variables.Select((variable, n) =>
            {
                (int start, int length) = before.Variables[n];
                return (new Gradient(gradients.AsMemory(start, length)), variable);
            }),
        ];
        Assert.Equal(t, optimizer.ApplyGradients(pairs));
        ReadState(config, optimizer.Variables, after);
        Bits.AssertEqual(before.G, gradients, () => $"The gradients after a step on {set}");
        return after;
    }

    /// <summary>The slots' arrays, one for each variable, in the order of S2.3.</summary>
    private static IEnumerable<(float[] Array, int Variable)> Slots(ReferenceConfig config, FuzzBatch batch)
    {
        int[] all = [.. Enumerable.Range(0, batch.Variables.Count)];
        return
        [
            .. all.Where(_ => config.UseEma).Select(n => (batch.Average, n)),
            .. all.SelectMany(n => new[] { (batch.M, n), (batch.V, n) }),
            .. all.Where(_ => config.Amsgrad).Select(n => (batch.VHat, n)),
        ];
    }

    private static List<Array> State(ReferenceConfig config, long iterations, FuzzBatch batch) =>
        [new[] { iterations }, .. Slots(config, batch).Select(slot => batch.Cut(slot.Array, slot.Variable))];

    private static void ReadState(ReferenceConfig config, IReadOnlyList<OptimizerVariable> variables, FuzzBatch batch)
    {
        int i = 1;
        foreach ((float[] array, int n) in Slots(config, batch))
        {
            (int start, int length) = batch.Variables[n];
            variables[i++].CopyTo(array.AsSpan(start, length));
        }

        Assert.Equal(variables.Count, i);
    }
}
