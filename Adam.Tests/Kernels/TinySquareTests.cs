using System;
using System.Linq;
using Adam.Passes;
using Adam.Steps;
using Adam.Tests.Runtime;
using Xunit;

namespace Adam.Tests.Kernels;

/// <summary>Squares that would be subnormal, cleared or not: a matter of time alone.</summary>
public sealed class TinySquareTests
{
    [Theory]
    [MemberData(nameof(Inspection.Sets), MemberType = typeof(Inspection))]
    public void ClearedOrNot_TheStepsAreTheSame(InstructionSet set) => Assert.Equal(Train(set, clears: true), Train(set, clears: false));

    [Fact]
    public void TheSample_FindsWhatHasSubnormalSquares()
    {
        Assert.False(TinySample.FindsSome(ref Of(1000, 1e-3f)[0], 1000));
        Assert.False(TinySample.FindsSome(ref Of(1000, 0)[0], 1000));
        Assert.False(TinySample.FindsSome(ref Of(1000, 1e-25f)[0], 1000));
        Assert.False(TinySample.FindsSome(ref Of(1000, float.NaN)[0], 1000));
        Assert.True(TinySample.FindsSome(ref Of(1000, -1e-20f)[0], 1000));
        Assert.True(TinySample.FindsSome(ref Of(TinySample.Count, 1e-20f)[0], TinySample.Count));

        // The limits, both signs, and a single one in each lane of a run.
        foreach (float sign in (float[])[1, -1])
        {
            Assert.True(TinySample.FindsSome(ref Of(64, sign * MathF.BitDecrement(MathF.ScaleB(1, -63)))[0], 64));
            Assert.False(TinySample.FindsSome(ref Of(64, sign * MathF.ScaleB(1, -63))[0], 64));
            Assert.True(TinySample.FindsSome(ref Of(64, sign * MathF.ScaleB(1, -75))[0], 64));
            Assert.False(TinySample.FindsSome(ref Of(64, sign * MathF.BitDecrement(MathF.ScaleB(1, -75)))[0], 64));
        }

        for (int place = 0; place < 64; place++)
        {
            float[] one = Of(67, 1);
            one[place] = 1e-20f;
            Assert.True(TinySample.FindsSome(ref one[0], one.Length));
        }

        float[] some = Of(100_003, 1);
        for (int i = 0; i < some.Length; i += 20)
        {
            some[i + (i / 20 % 20)] = 1e-21f;
        }

        Assert.True(TinySample.FindsSome(ref some[0], some.Length));
    }

    private static float[] Of(int length, float value) => [.. Enumerable.Repeat(value, length)];

    private static int[] Train(InstructionSet set, bool clears)
    {
        using var optimizer = new FullAdam(new AdamOptions { InstructionSet = set });
        optimizer.Runner.Choices.ForceClearing = clears;
        var random = new Random(24);
        float[] values = [.. Enumerable.Range(0, 5003).Select(_ => random.NextSingle() + 0.5f)];
        float[] gradients = new float[values.Length];
        var variable = new AdamVariable("kernel", values);
        for (int step = 0; step < 20; step++)
        {
            for (int i = 0; i < gradients.Length; i++)
            {
                gradients[i] = step < 3 || random.Next(3) > 0 ? random.NextSingle() - 0.5f : MathF.ScaleB(random.NextSingle(), -random.Next(55, 80));
            }

            optimizer.ApplyGradients([(gradients, variable)]);
        }

        return [.. values.Concat((float[])optimizer.GetWeights()[^1]).Select(BitConverter.SingleToInt32Bits)];
    }
}
