using System;
using System.Collections.Generic;
using Adam.Tests.Goldens;
using Xunit;

namespace Adam.Tests.Kernels;

/// <summary>Emitted words wrap around, also in a project that checks its own arithmetic for overflow.</summary>
public sealed class CheckedConsumerTests
{
    // Groups, single vectors, an end, and values of every kind.
    private static readonly int[] Lengths = [256, 77, 5, 1];

    [Fact]
    public void AProjectThatChecksForOverflow_GetsTheSameBits()
    {
        StructureKey[] keys = [new(true, true, false, true, Reference.ReferenceClip.GlobalNorm, true), default, new(false, false, false, false, Reference.ReferenceClip.Value, false)];
        IReadOnlyDictionary<StructureKey, Type> classes = CompiledOptimizers.Compile(keys, checkOverflow: true, text => text);
        for (int k = 0; k < keys.Length; k++)
        {
            FuzzRound round = new(keys[k], Lengths, 0xC4EC + (ulong)k);
            foreach (InstructionSet set in InstructionSets.Supported)
            {
                Type type = classes[keys[k]];
                FuzzComparison.AssertEqual(round, set, round.Expected, KernelRun.Step(round, set, create: (config, one) => StructureCatalog.Create(config, one, type)));
            }
        }
    }
}
