using System;
using System.Collections.Generic;
using Xunit;

namespace Adam.Tests.Runtime;

/// <summary>S3.3 step 12 and S3.4: constraints come last.</summary>
public sealed class ConstraintTests
{
    [Fact]
    public void RunsAfterTheAverageAndAfterTheCount()
    {
        using var optimizer = new AverageAdam();
        AdamVariable w = Inspection.Variable(1);
        var seen = new List<(double Variable, double Average, long Iterations)>();
        w.Constraint = variable =>
        {
            Assert.Same(w, variable);
            seen.Add((variable.Span[0], optimizer.Slot("average/w")[0], optimizer.Iterations));
            variable.Span[0] = .5f;
        };
        Assert.Equal(1, optimizer.ApplyGradients((new[] { 1f }, w)));
        Assert.Equal([(.9000009894371033, .950000524520874, 1L)], seen);
        Assert.Equal(.5f, w.Span[0]);

        // The average has the value before the constraint.
        Assert.Equal(.950000524520874, optimizer.Slot("average/w")[0]);
    }

    [Fact]
    public void RunsOnTopOfTheOverwriting()
    {
        using var optimizer = new OverwritingAdam(new AdamOptions { EmaOverwriteFrequency = 1 });
        AdamVariable w = Inspection.Variable(1);
        w.Constraint = variable => variable.Span[0] *= 2;
        optimizer.ApplyGradients((new[] { 1f }, w));
        Assert.Equal(2 * .950000524520874f, w.Span[0]);
    }

    [Fact]
    public void DoesNotRunWhereTheGradientIsMissing()
    {
        using var optimizer = new PlainAdam();
        AdamVariable w = new("w", [1f]);
        AdamVariable idle = new("idle", [1f]) { Constraint = variable => variable.Span[0] = 9 };
        optimizer.ApplyGradients((new[] { 1f }, w), (Gradient.Missing, idle));
        Assert.Equal(1f, idle.Span[0]);
        optimizer.ApplyGradients((new[] { 1f }, w), (new[] { 1f }, idle));
        Assert.Equal(9f, idle.Span[0]);
    }

    /// <summary>All variables have taken their step before the first constraint runs.</summary>
    [Fact]
    public void RunsAfterAllUpdates()
    {
        using var optimizer = new PlainAdam();
        AdamVariable first = new("first", [0f]);
        AdamVariable second = new("second", [0f]);
        string seen = "";
        first.Constraint = _ => seen = FloatBits.Text(second.Span);
        optimizer.ApplyGradients((new[] { .5f }, first), (new[] { .5f }, second));
        Assert.Equal("BA8311FE", seen);
    }
}
