using System;
using Xunit;

namespace Adam.Tests.Runtime;

/// <summary>A first call that fails leaves the optimizer unbuilt, whatever the error: counter and exclusions can be set, averages start later.</summary>
public sealed class FirstCallTests
{
    private readonly AdamVariable _w = new("w", [1f, 2f]);
    private readonly AdamVariable _idle = new("idle", [3f]);

    /// <summary>Ways to fail, each with what has to be taken back before the next call.</summary>
    public static TheoryData<string> Failures => ["NaN", "rate", "missing", "overlap", "shape", "pattern", "counter"];

    [Theory]
    [MemberData(nameof(Failures))]
    public void LeavesNoTrace(string failure)
    {
        using var optimizer = new FullAdam();
        using var expected = new FullAdam();
        float[] gradient = [.5f, -.25f];
        Action call = failure switch
        {
            "NaN" => () =>
            {
                optimizer.NonFiniteGradients = NonFiniteGradients.Throw;
                optimizer.ApplyGradients((new[] { .5f, float.NaN }, _w), (Gradient.Missing, _idle));
            },
            "rate" => () =>
            {
                optimizer.LearningRate = (Func<double>)(() => throw new NotSupportedException());
                optimizer.ApplyGradients((gradient, _w), (Gradient.Missing, _idle));
            },
            "missing" => () =>
            {
                optimizer.OnMissingGradients = _ => throw new NotSupportedException();
                optimizer.ApplyGradients((gradient, _w), (Gradient.Missing, _idle));
            },
            "overlap" => () => optimizer.Minimize(
                () =>
                {
                    _w.Gradient = gradient;
                    _idle.Gradient = gradient.AsMemory(0, 2);
                    return 0;
                },
                _w,
                _idle),
            "shape" => () => optimizer.ApplyGradients((gradient, _w), (gradient, _idle)),
            "pattern" => () =>
            {
                optimizer.ExcludeFromWeightDecay(names: ["nobody"]);
                optimizer.ApplyGradients((gradient, _w), (Gradient.Missing, _idle));
            },
            _ => () =>
            {
                optimizer.Iterations = long.MaxValue;
                optimizer.ApplyGradients((gradient, _w), (Gradient.Missing, _idle));
            },
        };
        Assert.ThrowsAny<Exception>(call);
        Assert.False(optimizer.IsBuilt);
        Assert.Equal([1f, 2f], _w.Span.ToArray());

        // What could not be set any more, and an average of later values than those at the failed call.
        optimizer.LearningRate = expected.LearningRate;
        optimizer.OnMissingGradients = null;
        optimizer.NonFiniteGradients = NonFiniteGradients.LetThrough;
        optimizer.Iterations = 7;
        optimizer.ExcludeFromWeightDecay([_w]);
        _w.Span[1] = 5;
        Assert.Equal(8, optimizer.ApplyGradients((gradient, _w), (Gradient.Missing, _idle)));
        AdamVariable w = new("w", [1f, 5f]), idle = new("idle", [3f]);
        expected.Iterations = 7;
        expected.ExcludeFromWeightDecay([w]);
        expected.ApplyGradients((gradient, w), (Gradient.Missing, idle));
        Assert.Equal(Refusal.Everything(expected, [w, idle]), Refusal.Everything(optimizer, [_w, _idle]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void TheCounter_EndsAtTheLargestNumber(bool skips)
    {
        using var optimizer = new FullAdam(new AdamOptions { NonFiniteGradients = NonFiniteGradients.Skip }) { Iterations = long.MaxValue - 1 };
        Assert.Equal(long.MaxValue, optimizer.ApplyGradients((new[] { skips ? float.NaN : 1f, 1f }, _w)));
        Assert.Equal(long.MaxValue, optimizer.Iterations);
        Assert.All(_w.Span.ToArray(), value => Assert.True(float.IsFinite(value)));
        Refusal.Of<InvalidOperationException>(
            optimizer, [_w], () => optimizer.ApplyGradients((new[] { skips ? float.NaN : 1f, 1f }, _w)), "`Iterations` is 9223372036854775807", "set the counter back");
    }

    [Fact]
    public void TheCounter_EndsHoweverItCameThere()
    {
        using var optimizer = new FullAdam();
        optimizer.ApplyGradients((new[] { 1f, 1f }, _w));
        Array[] weights = optimizer.GetWeights();
        weights[0] = new[] { long.MaxValue };
        optimizer.SetWeights(weights);
        Refusal.Of<InvalidOperationException>(optimizer, [_w], () => optimizer.ApplyGradients((new[] { 1f, 1f }, _w)), "`Iterations` is 9223372036854775807");
        using var accumulator = new GradientAccumulator(optimizer, 1);
        Refusal.Of<InvalidOperationException>(optimizer, [_w], () => accumulator.Accumulate((new[] { 1f, 1f }, _w)), "`Iterations` is 9223372036854775807");
        using var scaled = new LossScaleOptimizer(optimizer);
        Refusal.Of<InvalidOperationException>(optimizer, [_w], () => scaled.ApplyGradients((new[] { float.NaN, 1f }, _w)), "`Iterations` is 9223372036854775807");
        Assert.Equal((32768f, 0L), (scaled.Scale, scaled.GrowthCounter));
    }
}
