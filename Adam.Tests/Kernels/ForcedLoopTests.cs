using System;
using System.Collections.Generic;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using Adam.Tests.Goldens;
using Adam.Tests.Reference;
using Xunit;

namespace Adam.Tests.Kernels;

/// <summary>
/// Each of the two loops alone, on all lanes: the check between them cannot hide a wrong formula in the loop that it
/// happens not to choose.
/// </summary>
public sealed partial class ForcedLoopTests(ITestOutputHelper output)
{
    // Whole groups on every instruction set, so that no lane is left to the end, which always flushes.
    private static readonly int[] WholeGroups = [256, 1024, 4096];

    // A comparison of next to nothing must not pass; a processor with one instruction set compares less than one with four.
    private const long LanesOfEachSet = 250_000;

    [Fact]
    public void FlushingLoop_GivesTheBitsOfTheReference_OnOrdinaryLanesToo()
    {
        long lanes = OnEveryStructure(0xF105, (round, set) =>
        {
            FuzzComparison.AssertEqual(round, set, round.Expected, KernelRun.Step(round, set, forceFlushing: true));
            return round.Before.Lanes;
        });
        output.WriteLine(FormattableString.Invariant($"{lanes:N0} lanes equal in bits."));
        Assert.True(lanes > LanesOfEachSet * InstructionSets.Supported.Count);
    }

    [Fact]
    public void PlainLoop_GivesTheBitsOfPlainArithmetic_WhereTheSecondMomentIsOrdinary()
    {
        // Every question of the check is answered with yes in these classes; what the library decides is forced too.
        IReadOnlyDictionary<StructureKey, Type> unchecks = CompiledOptimizers.Compile(
            StructureCatalog.Keys, checkOverflow: false, text => Answer().Replace(text, "$1 => true;"));

        // Plain arithmetic and flushing differ on many of these lanes: a loop that flushed anything here would fail.
        long different = 0;
        long lanes = OnEveryStructure(0x97A1, (round, set) =>
        {
            FuzzBatch flushed = round.Expected;
            FuzzBatch plain = round.Advance<PlainFloat>();
            FuzzBatch actual = KernelRun.Step(
                round, set, forceFlushing: false, (config, one) => StructureCatalog.Create(config, one, unchecks[StructureKey.Of(config)]));
            int compared = 0;
            foreach ((int start, int length) in round.Before.Variables)
            {
                for (int i = start; i < start + length; i++)
                {
                    // The plain loop may take a root in any way that is right for what the check lets through.
                    if (round.Before.V[i] >= FuzzLimits.CheckOfSecondMoment)
                    {
                        Interlocked.Add(ref different, Bits.Equal(plain.P[i], flushed.P[i]) && Bits.Equal(plain.M[i], flushed.M[i]) ? 0 : 1);
                        compared++;
                    }
                    else
                    {
                        actual[i] = plain[i];
                    }
                }
            }

            FuzzComparison.AssertEqual(round, set, plain, actual);
            return compared;
        });
        output.WriteLine(FormattableString.Invariant($"{lanes:N0} lanes equal in bits; flushing would change {different:N0}."));
        Assert.True(lanes > LanesOfEachSet * InstructionSets.Supported.Count);
        Assert.True(different > 2_000 * InstructionSets.Supported.Count);
    }

    [GeneratedRegex(@"(bool AreSet\([^)]*\)) => [^;]+;")]
    private static partial Regex Answer();

    private static long OnEveryStructure(ulong seed, Func<FuzzRound, InstructionSet, int> compare)
    {
        long lanes = 0;
        StructureKey[] keys = [.. StructureCatalog.Keys];
        Parallel.For(
            0,
            keys.Length,
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
            n =>
            {
                FuzzRound round = new(keys[n], WholeGroups, seed + (ulong)n);
                foreach (InstructionSet set in InstructionSets.Supported)
                {
                    Interlocked.Add(ref lanes, compare(round, set));
                }
            });
        return lanes;
    }
}
