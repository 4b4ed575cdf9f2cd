using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Adam.Tests.Goldens;
using Xunit;

namespace Adam.Tests.Kernels;

/// <summary>
/// Every structure on every instruction set, at every length from 0 to 200 and some large ones, gives the bits of the
/// reference on a hundred million lanes, half of them at the limits of the check between the two loops.
/// </summary>
public sealed class KernelFuzzTests(ITestOutputHelper output)
{
    private const long LeastLanes = 100_000_000;
    private const ulong Seed = 0xADA;
    private static readonly int[] LargeLengths = [1000, 4099, 65537];

    private long _lanes;
    private long _nearCheck;

    [Fact]
    public void Kernels_GiveTheBitsOfTheReference_OnEveryLane()
    {
        StructureKey[] keys = [.. StructureCatalog.Keys];
        Assert.Equal(96, keys.Length);
        int rounds = RoundsNeeded(keys.Length);
        Parallel.For(
            0,
            keys.Length * rounds,
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
            n => RunRound(new FuzzRound(
                keys[n % keys.Length],
                [.. Enumerable.Range(0, 201), LargeLengths[n / keys.Length % LargeLengths.Length]],
                Seed + (ulong)n)));

        output.WriteLine(FormattableString.Invariant(
            $"{_lanes:N0} lanes equal in bits, {_nearCheck:N0} of them within 4 ulp of a limit of the check; {rounds} rounds of {keys.Length} structures on {string.Join(", ", InstructionSets.Supported)}."));
        Assert.True(_lanes >= LeastLanes, $"Only {_lanes} lanes were compared.");
        Assert.True(_nearCheck >= _lanes / 2, $"Only {_nearCheck} of {_lanes} lanes were near a limit.");
    }

    private static int RoundsNeeded(int structures)
    {
        long small = Enumerable.Range(0, 201).Sum();
        long lanesOfThreeRounds = structures * (3 * small + LargeLengths.Sum()) * InstructionSets.Supported.Count;
        return 3 * (int)(LeastLanes / lanesOfThreeRounds + 1);
    }

    private void RunRound(FuzzRound round)
    {
        foreach (InstructionSet set in InstructionSets.Supported)
        {
            FuzzComparison.AssertEqual(round, set, round.Expected, KernelRun.Step(round, set));
            Interlocked.Add(ref _lanes, round.Before.Lanes);
            Interlocked.Add(ref _nearCheck, round.NearCheck);
        }
    }
}
