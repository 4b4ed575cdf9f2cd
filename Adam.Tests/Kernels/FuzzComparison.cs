using System.Linq;
using Adam.Tests.Goldens;
using Xunit;

namespace Adam.Tests.Kernels;

/// <summary>Compares the states after a round in bits, guard elements included.</summary>
internal static class FuzzComparison
{
    public static void AssertEqual(FuzzRound round, InstructionSet set, FuzzBatch expected, FuzzBatch actual)
    {
        Compare(round, set, "variable", expected.P, actual.P);
        Compare(round, set, "m", expected.M, actual.M);
        Compare(round, set, "v", expected.V, actual.V);
        if (round.Key.Amsgrad)
        {
            Compare(round, set, "vhat", expected.VHat, actual.VHat);
        }

        if (round.Key.Ema)
        {
            Compare(round, set, "average", expected.Average, actual.Average);
        }
    }

    private static void Compare(FuzzRound round, InstructionSet set, string kind, float[] expected, float[] actual)
    {
        int i = Bits.FirstDifference(expected, actual);
        if (i < 0)
        {
            return;
        }

        int n = round.Before.Variables.ToList().FindLastIndex(v => v.Start <= i);
        (int start, int length) = round.Before.Variables[n];
        Assert.Fail(
            $"{StructureCatalog.NameOf(round.Key)} on {set}, seed {round.Seed}: {kind} of element {i - start} of {length}: "
            + $"expected {Bits.Show(expected[i])}, found {Bits.Show(actual[i])}. {round.Describe(i)}");
    }
}
