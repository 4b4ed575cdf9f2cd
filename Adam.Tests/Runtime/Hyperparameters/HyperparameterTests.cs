using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace Adam.Tests.Runtime;

/// <summary>Numbers at run time: options, changes between steps (S2.11, D18), callables (D12), values that cannot be meant (S1.3).</summary>
public sealed class HyperparameterTests
{
    /// <summary>The class that has the stage, the number as an option, and as a property of a running optimizer.</summary>
    private static readonly Dictionary<string, (Func<AdamOptions?, AdamOptimizer> Make, Action<AdamOptions> Option, Action<AdamOptimizer> Change)> Numbers = new()
    {
        ["LearningRate"] = (Full, options => options.LearningRate = .07, optimizer => optimizer.LearningRate = .07),
        ["Beta1"] = (Full, options => options.Beta1 = .8, optimizer => optimizer.Beta1 = .8),
        ["Beta2"] = (Full, options => options.Beta2 = .95, optimizer => optimizer.Beta2 = .95),
        ["Epsilon"] = (Full, options => options.Epsilon = .01, optimizer => optimizer.Epsilon = .01),
        ["WeightDecay"] = (Full, options => options.WeightDecay = .5, optimizer => optimizer.WeightDecay = .5),
        ["GlobalClipNorm"] = (Full, options => options.GlobalClipNorm = .3, optimizer => optimizer.GlobalClipNorm = .3),
        ["EmaMomentum"] = (Full, options => options.EmaMomentum = .6, optimizer => optimizer.EmaMomentum = .6),
        ["EmaOverwriteFrequency"] = (Full, options => options.EmaOverwriteFrequency = 2, optimizer => optimizer.EmaOverwriteFrequency = 2),
        ["ClipNorm"] = (options => Make(options, new ClipNormAdam(), o => new ClipNormAdam(o)), options => options.ClipNorm = .3, optimizer => optimizer.ClipNorm = .3),
        ["ClipValue"] = (options => Make(options, new ClipValueAdam(), o => new ClipValueAdam(o)), options => options.ClipValue = .3, optimizer => optimizer.ClipValue = .3),
    };

    public static TheoryData<string> Names => [.. Numbers.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void AChangeBetweenSteps_IsThatOfATwinMadeWithTheNumber(string name)
    {
        var (make, option, change) = Numbers[name];
        var options = new AdamOptions();
        option(options);
        AdamVariable w = Inspection.Variable(1, -2, 3, 0.5f, 4);
        AdamVariable x = Inspection.Variable(new float[5]);
        AdamVariable y = Inspection.Variable(new float[5]);
        using AdamOptimizer changed = make(null);
        using AdamOptimizer unchanged = make(null);
        using AdamOptimizer twin = make(options);
        Steps(changed, w, 0, 2);
        w.Span.CopyTo(x.Span);
        w.Span.CopyTo(y.Span);
        twin.Build(x);
        twin.SetWeights(changed.GetWeights());
        unchanged.Build(y);
        unchanged.SetWeights(changed.GetWeights());

        change(changed);
        Steps(changed, w, 2, 5);
        Steps(twin, x, 2, 5);
        Steps(unchanged, y, 2, 5);
        Assert.Equal(State(twin, x), State(changed, w));
        Assert.NotEqual(State(unchanged, y), State(changed, w));
    }

    [Fact]
    public void TheLearningRate_IsKeptInBinary32()
    {
        using var optimizer = new PlainAdam();
        Assert.Equal(0.0010000000474974513, optimizer.LearningRate.Value);
        optimizer.LearningRate = 0.1;
        Assert.Equal(0.10000000149011612, optimizer.LearningRate.Value);
    }

    [Fact]
    public void Callables_AreAskedOnceAStep()
    {
        int rates = 0, betas1 = 0, betas2 = 0, epsilons = 0, decays = 0;
        using var optimizer = new DecayAdam(new AdamOptions
        {
            LearningRate = (Func<double>)(() => rates++ == 0 ? 0.1 : 0.2),
            Beta1 = (Func<double>)(() => { betas1++; return 0.9; }),
            Beta2 = (Func<double>)(() => { betas2++; return 0.999; }),
            Epsilon = (Func<double>)(() => { epsilons++; return 1e-7; }),
            WeightDecay = (Func<double>)(() => { decays++; return 0.004; }),
        });
        AdamVariable w = new("w", [1f, 2f, -3f]);
        AdamVariable other = new("other", [1f]);
        Assert.Equal(0, rates + betas1 + betas2 + epsilons + decays);
        Assert.Equal(double.NaN, optimizer.LearningRate.Value);
        for (int step = 1; step <= 3; step++)
        {
            optimizer.ApplyGradients((new[] { .1f, -.2f, 0 }, w), (new[] { .1f }, other));
            Assert.Equal([step, step, step, step, step], [rates, betas1, betas2, epsilons, decays]);
            Assert.Equal(step == 1 ? 0.10000000149011612 : 0.20000000298023224, optimizer.LearningRate.Value);
            if (step == 1)
            {
                // G4.
                Assert.Equal("3F664C70 40065941 C03FEC57", FloatBits.Text(w.Span));
            }
        }

        Assert.Equal([0.9, 0.999, 1e-7, 0.004], [optimizer.Beta1.Value, optimizer.Beta2.Value, optimizer.Epsilon.Value, optimizer.WeightDecay.Value]);
        w.Gradient = new float[3];
        optimizer.Step();
        Assert.Equal([4, 4, 4, 4, 4], [rates, betas1, betas2, epsilons, decays]);
    }

    [Fact]
    public void ANumberSetByACallback_IsNotLost()
    {
        using var optimizer = new PlainAdam();
        AdamVariable w = new("w", [1f]);
        AdamVariable idle = new("idle", [1f]);
        optimizer.OnMissingGradients = _ =>
        {
            optimizer.LearningRate = 0.5;
            optimizer.Beta1 = 0.8;
        };
        optimizer.ApplyGradients((new[] { .5f }, w), (Gradient.Missing, idle));

        // This step has its numbers already (G12); the next one takes the new ones.
        Assert.Equal("3F7FBE77", FloatBits.Text(w.Span));
        Assert.Equal(0.5, optimizer.LearningRate.Value);
        Assert.Equal(0.8, optimizer.Beta1.Value);
    }

    [Theory]
    [MemberData(nameof(Inspection.Sets), MemberType = typeof(Inspection))]
    public void BetasOutsideOfTheirRange_FollowTheFormulas(InstructionSet set)
    {
        // S5.10: beta_2 = 1 gives alpha = 0, beta_1 = 1 gives inf * 0, a beta beyond 1 the root of a negative number.
        Assert.Equal("3F800000 40000000 C0400000", One(new AdamOptions { Beta2 = 1, InstructionSet = set }));
        Assert.Equal("NaN NaN NaN", One(new AdamOptions { Beta1 = 1, InstructionSet = set }));
        Assert.Equal("NaN NaN NaN", One(new AdamOptions { Beta2 = 2, InstructionSet = set }));

        // beta = 0: m = g, v = g * g; alpha = lr, and with epsilon = 0 a step is lr toward the sign of g.
        Assert.Equal("00000000 40400000 NaN", One(new AdamOptions { Beta1 = 0, Beta2 = 0, Epsilon = 0, LearningRate = 1, InstructionSet = set }));
    }

    [Fact]
    public void ARateOf0StandsStill_AndANegativeOneAscends()
    {
        Assert.Equal("3F800000 40000000 C0400000", One(new AdamOptions { LearningRate = 0 }));
        using var optimizer = new PlainAdam(new AdamOptions { LearningRate = -0.001 });
        AdamVariable w = Inspection.Variable(0);
        optimizer.ApplyGradients((new[] { .5f }, w));

        // G14 with the other sign.
        Assert.Equal("3A8311FE", FloatBits.Text(w.Span));
    }

    private static string One(AdamOptions options)
    {
        using var optimizer = new PlainAdam(options);
        AdamVariable w = Inspection.Variable(1, 2, -3);
        optimizer.ApplyGradients((new[] { .1f, -.2f, 0 }, w));
        return FloatBits.Text(w.Span);
    }

    private static AdamOptimizer Full(AdamOptions? options) => Make(options, new FullAdam(), o => new FullAdam(o));

    private static AdamOptimizer Make(AdamOptions? options, AdamOptimizer plain, Func<AdamOptions, AdamOptimizer> make)
    {
        if (options is null)
        {
            return plain;
        }

        plain.Dispose();
        return make(options);
    }

    private static void Steps(AdamOptimizer optimizer, AdamVariable variable, int from, int to)
    {
        for (int step = from; step < to; step++)
        {
            optimizer.ApplyGradients((new[] { .9f, -.1f * step, .3f, 0, .01f }, variable));
        }
    }

    private static string State(AdamOptimizer optimizer, AdamVariable variable) =>
        optimizer.Iterations + " " + FloatBits.Text(variable.Span) + "\n"
        + string.Join('\n', optimizer.GetWeights().Skip(1).Select(weights => FloatBits.Text((float[])weights)));
}
