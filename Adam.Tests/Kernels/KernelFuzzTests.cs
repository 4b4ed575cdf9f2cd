using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Adam.Tests.Goldens;
using Xunit;

namespace Adam.Tests.Kernels;

/// <summary>
/// Every structure on every instruction set, at every length from 0 to 200 and some large ones, gives the bits of the
/// reference on twenty million lanes or more (<see cref="Fuzz"/>), half of them at the limits of the check between the two loops.
/// </summary>
public sealed class KernelFuzzTests(ITestOutputHelper output)
{
    private const ulong Seed = 0xADA;
    private static readonly int[] LargeLengths = [1000, 4099, 65537];

    private readonly long _leastLanes = 20_000_000L * Fuzz.Factor;
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
                [.. Enumerable.Range(0, 201), LargeLengths[(n + n / keys.Length) % LargeLengths.Length]],
                Seed + (ulong)n)));

        output.WriteLine(FormattableString.Invariant(
            $"{_lanes:N0} lanes equal in bits, {_nearCheck:N0} of them within 4 ulp of a limit of the check; {rounds} rounds of {keys.Length} structures on {string.Join(", ", InstructionSets.Supported)}."));
        Assert.True(_lanes >= _leastLanes, $"Only {_lanes} lanes were compared.");
        Assert.True(_nearCheck >= _lanes / 2, $"Only {_nearCheck} of {_lanes} lanes were near a limit.");
    }

    // A round has every structure once, with one of the large lengths each.
    private int RoundsNeeded(int structures)
    {
        long lanesOfARound = (structures * Enumerable.Range(0, 201).Sum() + structures / LargeLengths.Length * LargeLengths.Sum()) * (long)InstructionSets.Supported.Count;
        return (int)(_leastLanes / lanesOfARound + 1);
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
