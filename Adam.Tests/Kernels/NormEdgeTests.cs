using System;
using System.Linq;
using Adam.Tests.Goldens;
using Adam.Tests.Reference;
using Xunit;

namespace Adam.Tests.Kernels;

/// <summary>
/// Norms of gradients whose squares are about to be flushed: below 2^-126 in clipnorm (S13.1), below 2^-125 in global_clipnorm,
/// which halves them first (S13.2).
/// </summary>
public sealed class NormEdgeTests(ITestOutputHelper output)
{
    // The roots of 2^-126 and of 2^-125, and numbers whose squares are far on either side.
    private static readonly float[] Roots = [MathF.ScaleB(1, -63), MathF.ScaleB(MathF.Sqrt(2), -63), MathF.ScaleB(1, -70), MathF.ScaleB(1, -60)];

    [Theory]
    [InlineData("Norm")]
    [InlineData("GlobalNorm")]
    public void SquaresAtTheFlushingLimit_CountAsInTheReference(string rule)
    {
        int different = 0;
        int cases = 0;
        foreach (float root in Roots)
        {
            for (int steps = -4; steps <= 4; steps++)
            {
                float g = BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(root) + steps);
                foreach (int length in (int[])[1, 7, 33, 100])
                {
                    different += Run(rule, g, length);
                    cases++;
                }
            }
        }

        output.WriteLine($"{rule}: {cases} gradients on {InstructionSets.Supported.Count} instruction sets equal in bits.");

        // Some norms are zero and some are not, else no edge was crossed.
        Assert.InRange(different, 1, cases - 1);
    }

    /// <summary>Returns 1 where the norm is not zero.</summary>
    private static int Run(string rule, float g, int length)
    {
        // Far below any norm but zero, so that the norm decides what the gradient becomes.
        const double Limit = 1e-22;
        ReferenceConfig config = rule == "Norm" ? new() { ClipNorm = Limit } : new() { GlobalClipNorm = Limit };
        float[] gradient = [.. Enumerable.Repeat(g, length)];
        var expected = new ReferenceVariable<FlushedFloat, float>("w", new float[length], config);
        new ReferenceOptimizer(config, [expected]).Step(new ReferenceGradient<float>(gradient));
        foreach (InstructionSet set in InstructionSets.Supported)
        {
            using AdamOptimizer optimizer = StructureCatalog.Create(config, set);
            AdamVariable variable = new("w", new float[length]);
            optimizer.ApplyGradients((new Gradient(gradient), variable));
            float[] m = new float[length];
            optimizer.Variables[1].CopyTo(m);
            Bits.AssertEqual(expected.M, m, () => $"{rule}, {length} of {Bits.Show(g)} on {set}, m");
            Bits.AssertEqual(expected.Values, variable.Span, () => $"{rule}, {length} of {Bits.Show(g)} on {set}, variable");
        }

        float norm = rule == "Norm" ? ReferenceNorm<FlushedFloat, float>.OfOne(gradient) : ReferenceNorm<FlushedFloat, float>.OfAll([gradient]);
        return norm > 0 ? 1 : 0;
    }
}
