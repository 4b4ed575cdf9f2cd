using System;
using Xunit;

namespace Adam.Tests.Runtime;

/// <summary>Moving averages, overwriting and finalizing (S7), with the values of G7.</summary>
public sealed class AverageTests
{
    [Fact]
    public void G7_EveryThirdStepOverwrites()
    {
        using var optimizer = new OverwritingAdam();
        AdamVariable w = Inspection.Variable(1);
        (double Variable, double Average)[] expected =
        [
            (.9000009894371033, .950000524520874),
            (.8000022172927856, .8750013709068298),
            (.7875020503997803, .7875020503997803),
            (.6875031590461731, .7375025749206543),
            (.5875042080879211, .6625033617019653),
            (.5750041007995605, .5750041007995605),
        ];
        foreach ((double variable, double average) in expected)
        {
            optimizer.ApplyGradients((new[] { 1f }, w));
            Assert.Equal(variable, w.Span[0]);
            Assert.Equal(average, optimizer.Slot("average/w")[0]);
        }
    }

    [Fact]
    public void G7_WithoutOverwriting_TheThirdStepIsRaw()
    {
        using var optimizer = new AverageAdam();
        AdamVariable w = Inspection.Variable(1);
        for (int i = 0; i < 3; i++)
        {
            optimizer.ApplyGradients((new[] { 1f }, w));
        }

        Assert.Equal(.7000027894973755, w.Span[0]);
        Assert.Equal(.7875020503997803, optimizer.Slot("average/w")[0]);
    }

    [Fact]
    public void Frequency1_TheVariableIsItsAverageAfterEveryStep()
    {
        using var optimizer = new OverwritingAdam(new AdamOptions { EmaOverwriteFrequency = 1 });
        AdamVariable w = Inspection.Variable(1);
        for (int i = 0; i < 4; i++)
        {
            optimizer.ApplyGradients((new[] { 1f }, w));
            Assert.Equal(optimizer.Slot("average/w"), w.Span.ToArray());
        }

        // The first average is that of G7.
        using var once = new OverwritingAdam(new AdamOptions { EmaOverwriteFrequency = 1 });
        AdamVariable x = Inspection.Variable(1);
        once.ApplyGradients((new[] { 1f }, x));
        Assert.Equal(.950000524520874, x.Span[0]);
    }

    [Fact]
    public void Frequency0_NeverOverwrites()
    {
        using var optimizer = new OverwritingAdam(new AdamOptions { EmaOverwriteFrequency = 0 });
        Assert.Null(optimizer.EmaOverwriteFrequency);
        AdamVariable w = Inspection.Variable(1);
        for (int i = 0; i < 3; i++)
        {
            optimizer.ApplyGradients((new[] { 1f }, w));
        }

        Assert.Equal(.7000027894973755, w.Span[0]);
    }

    /// <summary>S7.1: at build, before the first step; S2.6: for variables without a gradient too.</summary>
    [Fact]
    public void AveragesStartAtTheVariables_AndStayWhereGradientsAreMissing()
    {
        using var optimizer = new OverwritingAdam(new AdamOptions { EmaOverwriteFrequency = 1 });
        AdamVariable w = new("w", [1f, FloatBits.Single(1)]);
        AdamVariable idle = new("idle", [7f, FloatBits.Single(0x80000003)]);
        optimizer.Build(w, idle);

        // A copy does not flush (S0.3).
        Assert.Equal("3F800000 00000001", FloatBits.Text(optimizer.Slot("average/w")));
        Assert.Equal("40E00000 80000003", FloatBits.Text(optimizer.Slot("average/idle")));
        idle.Span[0] = 8;
        optimizer.ApplyGradients((new[] { 1f, 1f }, w), (Gradient.Missing, idle));
        Assert.Equal("41000000 80000003", FloatBits.Text(idle.Span));
        Assert.Equal("40E00000 80000003", FloatBits.Text(optimizer.Slot("average/idle")));
    }

    [Fact]
    public void Finalize_OverwritesOnlyTheGivenVariables_AndTwiceIsOnce()
    {
        using var optimizer = new AverageAdam();
        AdamVariable a = new("a", [1f]);
        AdamVariable b = new("b", [1f]);
        optimizer.ApplyGradients((new[] { 1f }, a), (new[] { 1f }, b));
        optimizer.FinalizeVariableValues(b);
        optimizer.FinalizeVariableValues(b);
        Assert.Equal(.9000009894371033, a.Span[0]);
        Assert.Equal(.950000524520874, b.Span[0]);
        Assert.Equal(.950000524520874, optimizer.Slot("average/b")[0]);
        Assert.Equal(1, optimizer.Iterations);
        optimizer.FinalizeVariableValues([]);
        Assert.Equal(.9000009894371033, a.Span[0]);
        optimizer.FinalizeVariableValues();
        Assert.Equal(.950000524520874, a.Span[0]);
    }

    /// <summary>S7.4: without averages there is nothing to do, whatever the variables.</summary>
    [Fact]
    public void Finalize_WithoutAverages_DoesNothing()
    {
        using var optimizer = new PlainAdam();
        AdamVariable w = Inspection.Variable(3);
        optimizer.FinalizeVariableValues(w);
        Assert.Equal(3, w.Span[0]);
        Assert.False(optimizer.IsBuilt);
    }
}
