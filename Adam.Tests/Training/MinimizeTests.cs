using System;
using System.Collections.Generic;
using Xunit;

namespace Adam.Tests.Training;

/// <summary>A loss and its step in one call (S3.1).</summary>
public sealed class MinimizeTests
{
    private readonly AdamVariable _first = new("first", [1f]);
    private readonly AdamVariable _second = new("second", [2f]);

    [Fact]
    public void GradientsAreLookedUp_AfterTheLossRan()
    {
        using AdamOptimizer expected = TrainingSetup.Averaged(), actual = TrainingSetup.Averaged();
        AdamVariable first = new("first", [1f]), second = new("second", [2f]);
        expected.ApplyGradients((new[] { 0.5f }, first), (Gradient.Missing, second));
        expected.ApplyGradients((new[] { -2f }, first), (new[] { 0.25f }, second));

        Assert.Equal(3.5, actual.Minimize(() => Loss(3.5, [0.5f], null), _first, _second));
        Assert.Equal(double.NaN, actual.Minimize(() => Loss(double.NaN, [-2f], [0.25f]), _first, _second));
        TrainingSetup.AssertSame(expected, [first, second], actual, [_first, _second], "two losses");
        Assert.Equal("Adam/m/first", actual.Variables[3].Name);
    }

    [Fact]
    public void WrongCalls_ChangeNothing()
    {
        using AdamOptimizer optimizer = TrainingSetup.Averaged();
        optimizer.Minimize(() => Loss(1, [0.5f], [0.5f]), _first, _second);
        string before = TrainingSetup.Everything(optimizer, _first, _second);
        Assert.Throws<ArgumentNullException>(() => optimizer.Minimize(null!, _first));
        Assert.Throws<NotSupportedException>(() => optimizer.Minimize(() => throw new NotSupportedException(), _first));
        Assert.Throws<ArgumentException>(() => optimizer.Minimize(() => Loss(1, null, null), _first, _second));
        Assert.Throws<ArgumentException>(() => optimizer.Minimize(() => Loss(1, new float[2], null), _first, _second));
        Assert.Throws<ArgumentException>(() => optimizer.Minimize(() => Loss(1, new float[1], null), _first, _first));
        Assert.Throws<ArgumentNullException>(() => optimizer.Minimize(() => Loss(1, new float[1], null), _first, null!));
        Assert.Throws<ArgumentException>(() => optimizer.Minimize(() => 1, new AdamVariable("other", [1f])));
        Assert.Equal(before, TrainingSetup.Everything(optimizer, _first, _second));
    }

    [Fact]
    public void FirstCallThatIsRefused_DoesNotBuild()
    {
        using AdamOptimizer optimizer = TrainingSetup.Averaged();
        Assert.Throws<ArgumentException>(() => optimizer.Minimize(() => Loss(1, new float[2], null), _first, _second));
        Assert.Throws<ArgumentNullException>(() => optimizer.Minimize(() => 1, _first, null!));
        Assert.False(optimizer.IsBuilt);
        optimizer.Dispose();
        Assert.Throws<ObjectDisposedException>(() => optimizer.Minimize(() => throw new NotSupportedException(), _first));
    }

    [Fact]
    public void NoVariables_IsNoStep()
    {
        using AdamOptimizer optimizer = TrainingSetup.Plain();
        Assert.Equal(2.0, optimizer.Minimize(() => 2.0));
        Assert.Equal(0, optimizer.Iterations);
        Assert.False(optimizer.IsBuilt);
    }

    private double Loss(double value, float[]? first, float[]? second)
    {
        (_first.Gradient, _second.Gradient) = (first, second);
        return value;
    }
}
