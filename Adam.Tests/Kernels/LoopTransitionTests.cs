using System;
using System.Linq;
using Adam.Tests.Runtime;
using Xunit;

namespace Adam.Tests.Kernels;

/// <summary>From the plain loop to the flushing one and back, wherever the one vector lies that needs it: the same bits, and an end.</summary>
public sealed class LoopTransitionTests
{
    private static readonly long[] s_counter = [3];

    public static TheoryData<InstructionSet> Sets => Inspection.Sets;

    /// <summary>A plain group that fails is handed over and looked at again there: a loop that gave it back at once would never end.</summary>
    [Theory]
    [MemberData(nameof(Sets))]
    public void OneVectorThatIsNotOrdinary_WhereverItLies(InstructionSet set)
    {
        int lanes = set switch { InstructionSet.Avx512 => 16, InstructionSet.Avx2 => 8, InstructionSet.Scalar => 1, _ => 4 };
        for (int vectors = 1; vectors <= 9; vectors++)
        {
            for (int odd = 0; odd < vectors; odd++)
            {
                foreach (int rest in new[] { 0, lanes / 2 })
                {
                    int length = (vectors * lanes) + rest;
                    Assert.Equal(Step(InstructionSet.Scalar, length, odd * lanes), Step(set, length, odd * lanes));
                }
            }
        }
    }

    /// <summary>One step from moments that are ordinary but for one, which is tiny.</summary>
    private static string Step(InstructionSet set, int length, int tiny)
    {
        using var optimizer = new PlainAdam(new AdamOptions { InstructionSet = set });
        var variable = new AdamVariable("w", Enumerable.Range(0, length).Select(i => 1f + (i * 0.01f)).ToArray());
        optimizer.Build(variable);
        float[] first = [.. Enumerable.Repeat(.25f, length)], second = [.. Enumerable.Repeat(.5f, length)];
        first[tiny] = 1e-30f;
        second[tiny] = 1e-36f;
        optimizer.SetWeights([s_counter, first, second]);
        optimizer.ApplyGradients((Enumerable.Range(0, length).Select(i => i == tiny ? 0f : MathF.Sin(i)).ToArray(), variable));
        return FloatBits.Exact(variable.Span) + FloatBits.Exact(optimizer.Slot("m/w")) + FloatBits.Exact(optimizer.Slot("v/w"));
    }
}
