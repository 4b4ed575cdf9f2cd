using System;
using System.Linq;
using Xunit;

namespace Adam.Tests.Runtime;

/// <summary>The state as arrays (D17), and training that goes on from them.</summary>
public sealed class WeightsTests
{
    private const int Half = 4;

    [Theory]
    [MemberData(nameof(Inspection.Sets), MemberType = typeof(Inspection))]
    public void Resuming_GivesTheBitsOfTheUninterruptedRun(InstructionSet set)
    {
        var options = new AdamOptions { InstructionSet = set };
        AdamVariable[] straight = Variables();
        using var whole = new FullAdam(options);
        Steps(whole, straight, 0, 2 * Half);

        AdamVariable[] first = Variables();
        Array[] weights;
        using (var before = new FullAdam(options))
        {
            Steps(before, first, 0, Half);
            weights = before.GetWeights();
        }

        AdamVariable[] second = [.. first.Select(variable => new AdamVariable(variable.Name, variable.Span.ToArray()))];
        using var after = new FullAdam(options);
        after.Build(second);
        after.SetWeights(weights);
        Steps(after, second, Half, 2 * Half);

        Assert.Equal(2 * Half, after.Iterations);
        for (int i = 0; i < straight.Length; i++)
        {
            Assert.Equal(FloatBits.Text(straight[i].Span), FloatBits.Text(second[i].Span));
        }

        Array[] expected = whole.GetWeights();
        Array[] actual = after.GetWeights();
        for (int i = 1; i < expected.Length; i++)
        {
            Assert.Equal(FloatBits.Text((float[])expected[i]), FloatBits.Text((float[])actual[i]));
        }
    }

    [Fact]
    public void TheArrays_AreCopiesInTheOrderOfVariables()
    {
        using var optimizer = new AmsgradAdam();
        AdamVariable w = Inspection.Variable(1, 2, -3);
        optimizer.ApplyGradients((new[] { .1f, -.2f, 0 }, w));
        Array[] weights = optimizer.GetWeights();

        // G1.
        Assert.Equal([1L], Assert.IsType<long[]>(weights[0]));
        Assert.Equal("3C23D70B BCA3D70B 00000000", FloatBits.Text((float[])weights[1]));
        Assert.Equal("3727C5AE 3827C5AE 00000000", FloatBits.Text((float[])weights[2]));
        Assert.Equal("3727C5AE 3827C5AE 00000000", FloatBits.Text((float[])weights[3]));
        ((float[])weights[1])[0] = 5;
        Assert.Equal("3C23D70B BCA3D70B 00000000", FloatBits.Text(optimizer.Slot("m/w")));
    }

    [Fact]
    public void AnyBits_ComeBack()
    {
        using var optimizer = new PlainAdam();
        optimizer.Build(Inspection.Variable(new float[5]));
        float[] odd = FloatBits.Parse("7FC12345 FF800000 00000001 80000000 7F7FFFFF");
        optimizer.SetWeights([new[] { long.MaxValue - 1 }, odd, odd]);
        Array[] weights = optimizer.GetWeights();
        Assert.Equal(long.MaxValue - 1, ((long[])weights[0])[0]);
        Assert.Equal(FloatBits.Exact(odd), FloatBits.Exact((float[])weights[1]));
        Assert.Equal(FloatBits.Exact(odd), FloatBits.Exact((float[])weights[2]));
    }

    [Fact]
    public void BeforeBuild_ThereIsTheCounterAlone()
    {
        using var optimizer = new PlainAdam { Iterations = 3 };
        Assert.Equal([3L], Assert.IsType<long[]>(Assert.Single(optimizer.GetWeights())));
    }

    private static AdamVariable[] Variables() =>
    [
        new("kernel", [.. Enumerable.Range(0, 71).Select(i => .01f * i)]),
        new("bias", [1, -1, 0]),
        new("empty", []),
    ];

    private static void Steps(AdamOptimizer optimizer, AdamVariable[] variables, int from, int to)
    {
        for (int step = from; step < to; step++)
        {
            optimizer.ApplyGradients(
                (Enumerable.Range(0, 71).Select(i => MathF.Sin((step * 71) + i)).ToArray(), variables[0]),
                (step % 2 == 0 ? Gradient.Missing : new[] { .1f * step, -3, 0 }, variables[1]),
                (Array.Empty<float>(), variables[2]));
        }
    }
}
