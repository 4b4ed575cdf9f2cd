using System;
using System.Linq;
using Xunit;

namespace Adam.Tests.Runtime;

/// <summary>The spec's golden vectors (S15), each on every instruction set, alone and tiled over several vectors.</summary>
public sealed class AnchorTests
{
    private static readonly float[] Start = [1, 2, -3];
    private static readonly float[][] Gradients = [[.1f, -.2f, 0], [.3f, .4f, -5], [-.001f, 0, 1e-6f]];

    public static TheoryData<InstructionSet, int> SetsAndCopies
    {
        get
        {
            var data = new TheoryData<InstructionSet, int>();
            foreach (InstructionSet set in InstructionSets.Supported)
            {
                data.Add(set, 1);
                data.Add(set, 67);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(SetsAndCopies))]
    public void G1_Defaults(InstructionSet set, int copies)
    {
        using var optimizer = new PlainAdam(new AdamOptions { InstructionSet = set });
        Run(
            optimizer,
            copies,
            ["3F7FBE77 40001062 C0400000", "3F7F8251 40000A62 C03FF3CF", "3F7F53F5 400005BF C03FEA62"],
            ("m/w", ["3C23D70B BCA3D70B 00000000", "3D1FBE78 3CB43959 BF000000", "3D0F5C2A 3CA2339D BEE66663"]),
            ("v/w", ["3727C5AE 3827C5AE 00000000", "38D1B1BB 3951AC5C 3CCCCCCD", "38D17C96 395176AF 3CCC985F"]));
    }

    [Theory]
    [MemberData(nameof(SetsAndCopies))]
    public void G2_Amsgrad(InstructionSet set, int copies)
    {
        using var optimizer = new AmsgradAdam(new AdamOptions { InstructionSet = set });
        Run(
            optimizer,
            copies,
            ["3F7FBE77 40001062 C0400000", "3F7F8251 40000A62 C03FF3CF", "3F7F53FA 400005C0 C03FEA64"],
            ("vhat/w", ["3727C5AE 3827C5AE 00000000", "38D1B1BB 3951AC5C 3CCCCCCD", "38D1B1BB 3951AC5C 3CCCCCCD"]));
    }

    [Theory]
    [MemberData(nameof(SetsAndCopies))]
    public void G3_AdaptiveEpsilon(InstructionSet set, int copies)
    {
        using var optimizer = new AdaptiveAdam(new AdamOptions { InstructionSet = set, Epsilon = 1e-3 });
        Run(optimizer, copies, ["3F7FBF1D 4000104D C0400000", "3F7F833C 40000A52 C03FF3D0", "3F7F5520 400005B4 C03FEA64"]);
    }

    [Theory]
    [MemberData(nameof(SetsAndCopies))]
    public void G4_WeightDecay(InstructionSet set, int copies)
    {
        using var optimizer = new DecayAdam(new AdamOptions { InstructionSet = set });
        Run(
            optimizer,
            copies,
            ["3F664C70 40065941 C03FEC57", "3F4EB634 4003F3AF C03B1582", "3F3C84EF 40021683 C03753EA"],
            ("m/w", ["3C23D70B BCA3D70B 00000000", "3D1FBE78 3CB43959 BF000000", "3D0F5C2A 3CA2339D BEE66663"]));
    }

    [Fact]
    public void G4_WeightDecay_ZeroGradient()
    {
        using var optimizer = new DecayAdam();
        AdamVariable w = Inspection.Variable(2);
        optimizer.ApplyGradients((new float[1], w));
        Assert.Equal("3FFFE5C9", FloatBits.Text(w.Span));
    }

    /// <summary>S4.7.</summary>
    [Fact]
    public void DecayOfThreeZeroGradients()
    {
        using var optimizer = new DecayAdam(new AdamOptions { LearningRate = 1 });
        AdamVariable w = Inspection.Variable(2);
        for (int i = 0; i < 3; i++)
        {
            optimizer.ApplyGradients((new float[1], w));
        }

        Assert.Equal(1.9760959f, w.Span[0]);
    }

    [Fact]
    public void G12_OneCounterForAllVariables()
    {
        AdamVariable late = new("late", [1f]);
        AdamVariable other = new("other", [1f]);
        using var optimizer = new PlainAdam();
        for (int i = 0; i < 2; i++)
        {
            optimizer.ApplyGradients((Gradient.Missing, late), (new[] { .5f }, other));
        }

        Assert.Equal("3F800000", FloatBits.Text(late.Span));
        Assert.Equal(3, optimizer.ApplyGradients((new[] { .5f }, late), (Gradient.Missing, other)));
        Assert.Equal("3F7FD623", FloatBits.Text(late.Span));
    }

    [Theory]
    [InlineData(0, "3F7FBE77")]
    [InlineData(2, "3F7FD623")]
    public void G12_IterationsSetBeforeBuild(long iterations, string expected)
    {
        using var optimizer = new PlainAdam { Iterations = iterations };
        AdamVariable w = Inspection.Variable(1);
        Assert.Equal(iterations + 1, optimizer.ApplyGradients((new[] { .5f }, w)));
        Assert.Equal(expected, FloatBits.Text(w.Span));
    }

    [Fact]
    public void G13_WhereEpsilonStands()
    {
        using var plain = new PlainAdam();
        using var adaptive = new AdaptiveAdam();
        AdamVariable w = Inspection.Variable(0);
        AdamVariable x = Inspection.Variable(0);
        plain.ApplyGradients((new[] { 1e-8f }, w));
        adaptive.ApplyGradients((new[] { 1e-8f }, x));
        Assert.Equal("B6538BE5", FloatBits.Text(w.Span));
        Assert.Equal("B8BEA668", FloatBits.Text(x.Span));
    }

    [Fact]
    public void G14_TenSteps()
    {
        using var optimizer = new PlainAdam();
        AdamVariable w = Inspection.Variable(0);
        optimizer.ApplyGradients((new[] { .5f }, w));
        Assert.Equal("BA8311FE", FloatBits.Text(w.Span));
        for (int i = 1; i < 10; i++)
        {
            optimizer.ApplyGradients((new[] { .5f }, w));
        }

        Assert.Equal("BC23D699", FloatBits.Text(w.Span));
        Assert.Equal("3EA6BD03", FloatBits.Text(optimizer.Slot("m/w")));
        Assert.Equal("3B231ACE", FloatBits.Text(optimizer.Slot("v/w")));
    }

    [Theory]
    [MemberData(nameof(SetsAndCopies))]
    public void G15_AnOverflowPoisonsOneStepLater(InstructionSet set, int copies)
    {
        using var optimizer = new PlainAdam(new AdamOptions { InstructionSet = set });
        AdamVariable w = Inspection.Variable(Inspection.Tiled([1], copies));
        optimizer.ApplyGradients((Inspection.Tiled([3e19f], copies), w));
        Assert.All(w.Span.ToArray(), value => Assert.Equal(1, value));
        Assert.All(optimizer.Slot("v/w"), value => Assert.Equal(float.PositiveInfinity, value));
        optimizer.ApplyGradients((Inspection.Tiled([1], copies), w));
        Assert.All(w.Span.ToArray(), value => Assert.Equal(float.NaN, value));
        Assert.All(optimizer.Slot("v/w"), value => Assert.Equal(float.NaN, value));
    }

    private static void Run(AdamOptimizer optimizer, int copies, string[] expected, params (string Name, string[] Steps)[] slots)
    {
        AdamVariable w = Inspection.Variable(Inspection.Tiled(Start, copies));
        for (int step = 0; step < Gradients.Length; step++)
        {
            Assert.Equal(step + 1, optimizer.ApplyGradients((Inspection.Tiled(Gradients[step], copies), w)));
            Assert.Equal(Repeated(expected[step], copies), FloatBits.Text(w.Span));
            foreach ((string name, string[] steps) in slots)
            {
                Assert.Equal(Repeated(steps[step], copies), FloatBits.Text(optimizer.Slot(name)));
            }
        }
    }

    private static string Repeated(string text, int copies) => string.Join(' ', Enumerable.Repeat(text, copies));
}
