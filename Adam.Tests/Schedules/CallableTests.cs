using System;
using System.Linq;
using Xunit;
using Structures = Adam.Tests.Goldens.Structures;

namespace Adam.Tests.Schedules;

/// <summary>Callables are asked exactly once a step, before anything changes (D12, D6).</summary>
public sealed class CallableTests
{
    private static readonly string[] Names = ["rate", "beta1", "beta2", "epsilon", "decay"];
    private static readonly double[] Numbers = [0.05, 0.8, 0.95, 1e-4, 0.02];

    private readonly AdamVariable _variable = new("w", [1f, -2f, 3f]);
    private readonly int[] _asked = new int[Names.Length];
    private int _throws = -1;

    [Fact]
    public void EachStep_AsksEveryCallableOnce()
    {
        using AdamOptimizer optimizer = Create();
        Assert.All(_asked, count => Assert.Equal(0, count));
        Assert.True(double.IsNaN(optimizer.LearningRate.Value));
        for (int t = 1; t <= 3; t++)
        {
            Step(optimizer);
            Assert.All(_asked, count => Assert.Equal(t, count));
        }
    }

    [Fact]
    public void TheValuesAreThoseOfTheLastStep()
    {
        using AdamOptimizer optimizer = Create();
        Step(optimizer);
        Assert.Equal((float)Numbers[0], optimizer.LearningRate.Value);
        Assert.Equal(Numbers[1], optimizer.Beta1.Value);
        Assert.Equal(Numbers[2], optimizer.Beta2.Value);
        Assert.Equal(Numbers[3], optimizer.Epsilon.Value);
        Assert.Equal(Numbers[4], optimizer.WeightDecay.Value);
        Assert.All(_asked, count => Assert.Equal(1, count));
    }

    [Fact]
    public void Callables_GiveTheBitsOfTheNumbers()
    {
        using AdamOptimizer optimizer = Create();
        using var plain = new Structures.Decay(new AdamOptions
        {
            LearningRate = Numbers[0],
            Beta1 = Numbers[1],
            Beta2 = Numbers[2],
            Epsilon = Numbers[3],
            WeightDecay = Numbers[4],
        });
        AdamVariable other = new("w", _variable.Span.ToArray());
        for (int t = 0; t < 5; t++)
        {
            Step(optimizer);
            plain.ApplyGradients([(new float[] { 1, 2, -3 }, other)]);
        }

        Assert.Equal(other.Span.ToArray(), _variable.Span.ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void ACallableThatThrows_ChangesNothing(int which)
    {
        using AdamOptimizer optimizer = Create();
        Step(optimizer);
        Array[] weights = optimizer.GetWeights();
        float[] values = _variable.Span.ToArray();
        double[] shown = Shown(optimizer);
        _throws = which;
        Assert.Throws<NotSupportedException>(() => Step(optimizer));
        Assert.Throws<NotSupportedException>(() => optimizer.ApplyGradients());
        Assert.Equal(1, optimizer.Iterations);
        Assert.Equal(values, _variable.Span.ToArray());
        Assert.Equal(weights.Select(array => array.Cast<object>()), optimizer.GetWeights().Select(array => array.Cast<object>()));
        Assert.Equal(shown, Shown(optimizer));

        // The first step of another optimizer is refused before it is built.
        using AdamOptimizer unbuilt = Create();
        Assert.Throws<NotSupportedException>(() => Step(unbuilt));
        Assert.False(unbuilt.IsBuilt);
    }

    private static double[] Shown(AdamOptimizer optimizer) =>
        [optimizer.LearningRate.Value, optimizer.Beta1.Value, optimizer.Beta2.Value, optimizer.Epsilon.Value, optimizer.WeightDecay.Value];

    private Structures.Decay Create() => new(new AdamOptions
    {
        LearningRate = Callable(0),
        Beta1 = Callable(1),
        Beta2 = Callable(2),
        Epsilon = Callable(3),
        WeightDecay = Callable(4),
    });

    private Func<double> Callable(int which) => () =>
    {
        _asked[which]++;
        return which == _throws ? throw new NotSupportedException(Names[which]) : Numbers[which];
    };

    private void Step(AdamOptimizer optimizer) => optimizer.ApplyGradients([(new float[] { 1, 2, -3 }, _variable)]);
}
