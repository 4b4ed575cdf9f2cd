using System;
using System.Linq;
using Xunit;

namespace Adam.Tests.Runtime;

/// <summary>D8: the maximum of amsgrad is NaN where either side is, at every place of a vector and in the end of the array.</summary>
public sealed class AmsgradNaNTests
{
    private const int Length = 83;

    [Theory]
    [MemberData(nameof(Inspection.Sets), MemberType = typeof(Inspection))]
    public void NaN_FromEitherSide_Stays(InstructionSet set)
    {
        for (int place = 0; place < Length; place++)
        {
            Check(set, "v/w", place);
            Check(set, "vhat/w", place);
        }
    }

    private static void Check(InstructionSet set, string slot, int place)
    {
        using var optimizer = new AmsgradAdam(new AdamOptions { InstructionSet = set });
        AdamVariable w = Inspection.Variable(Enumerable.Repeat(1f, Length).ToArray());
        float[] gradient = Enumerable.Repeat(.5f, Length).ToArray();
        optimizer.ApplyGradients((gradient, w));
        float[] vhat = optimizer.Slot("vhat/w");
        Array[] weights = optimizer.GetWeights();
        int index = Array.FindIndex(optimizer.Names(), name => name.EndsWith("/" + slot, StringComparison.Ordinal));
        ((float[])weights[index])[place] = float.NaN;
        optimizer.SetWeights(weights);
        optimizer.ApplyGradients((gradient, w));
        float[] after = optimizer.Slot("vhat/w");
        for (int i = 0; i < Length; i++)
        {
            Assert.Equal(i == place, float.IsNaN(after[i]));
            Assert.Equal(i == place, float.IsNaN(w.Span[i]));
            Assert.True(i == place || after[i] > vhat[i]);
        }
    }
}
