using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace Adam.Tests.Norms;

/// <summary>The norm that a user asks for, and the one that a step reports.</summary>
public sealed class GlobalNormTests
{
    /// <summary>Lengths below, at and above blocks and four blocks; magnitudes from where squares vanish to where they overflow.</summary>
    [Theory]
    [InlineData(1f)]
    [InlineData(1e-3f)]
    [InlineData(2e-19f)]
    [InlineData(1e10f)]
    [InlineData(1.5e19f)]
    public void TheNorm_HasTheBitsOfAStepsReport(float scale)
    {
        foreach (int[] lengths in (int[][])[[1], [7, 31, 32, 33], [16383, 16384, 16385], [3, 65536 + 5, 4 * 16384 - 1], [200_001, 1]])
        {
            var random = new Random(lengths[0]);
            AdamVariable[] variables = [.. lengths.Select((length, i) => new AdamVariable($"v{i}", new float[length]))];
            Gradient[] gradients = [.. lengths.Select(length => (Gradient)Values(random, length, scale))];
            Assert.Equal(Bits(Reported(variables, gradients)), Bits(GlobalNorm.Of(gradients)));
        }
    }

    [Fact]
    public void MissingGradients_AreLeftOut_WhereverTheyStand()
    {
        var random = new Random(3);
        Gradient first = Values(random, 100, 1), second = Values(random, 20_000, 1);
        AdamVariable[] variables = [.. Enumerable.Range(0, 4).Select(i => new AdamVariable($"v{i}", new float[i is 1 ? 100 : 20_000]))];
        Gradient[] gradients = [Gradient.Missing, first, second, Gradient.Missing];
        Assert.Equal(Bits(GlobalNorm.Of(first, second)), Bits(GlobalNorm.Of(gradients)));
        Assert.Equal(Bits(Reported(variables, gradients)), Bits(GlobalNorm.Of(gradients)));
    }

    [Fact]
    public void NothingButMissing_IsZero()
    {
        Assert.Equal(0, GlobalNorm.Of());
        Assert.Equal(0, GlobalNorm.Of(Gradient.Missing, Array.Empty<float>()));
    }

    [Fact]
    public void NaN_AndInfinity_ComeThrough()
    {
        float[] values = new float[70_000];
        values[69_999] = float.NaN;
        Assert.True(float.IsNaN(GlobalNorm.Of(new float[3], values)));
        values[69_999] = float.NegativeInfinity;
        Assert.Equal(float.PositiveInfinity, GlobalNorm.Of(new float[3], values));
        Assert.Equal(float.PositiveInfinity, GlobalNorm.Of(new float[] { 1.9e19f }));
        Assert.Equal(5, GlobalNorm.Of(new float[] { 3 }, new float[] { 4 }));
    }

    [Fact]
    public void ItAllocatesNothing()
    {
        float[] values = new float[100_000];
        Gradient[] gradients = [values, values];
        GlobalNorm.Of(gradients);
        long before = GC.GetAllocatedBytesForCurrentThread();
        GlobalNorm.Of(gradients);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static float Reported(AdamVariable[] variables, Gradient[] gradients)
    {
        StepReport? seen = null;
        using var optimizer = new NormAdam(new AdamOptions { OnStep = report => seen = report });
        List<(Gradient, AdamVariable)> pairs = [.. gradients.Zip(variables)];
        optimizer.ApplyGradients(pairs.ToArray());
        return seen!.Value.GradientNorm;
    }

    private static float[] Values(Random random, int length, float scale) =>
        [.. Enumerable.Range(0, length).Select(_ => (random.NextSingle() - 0.5f) * 2 * scale)];

    private static int Bits(float x) => BitConverter.SingleToInt32Bits(x);
}

/// <summary>The class whose reports the norm is compared with.</summary>
[AdamConfig(GlobalClipNorm = 1.0)]
internal sealed partial class NormAdam;
