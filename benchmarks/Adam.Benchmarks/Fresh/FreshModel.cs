using System;

namespace Adam.Benchmarks.Fresh;

/// <summary>The network of samples/Digits, 4 variables of 4,810 elements, and its training step.</summary>
internal sealed class FreshModel : IDisposable
{
    private readonly AdamVariable[] _variables;
    private readonly (Gradient Gradient, AdamVariable Variable)[] _pairs;
    private readonly LossScaleOptimizer? _scaled;
    private readonly GradientAccumulator? _accumulator;

    internal FreshModel(FreshCase what)
    {
        var random = new Random(1);
        _variables = Array.ConvertAll((int[])[64 * 64, 64, 64 * 10, 10], length => new AdamVariable($"values{length}", Values(random, length)));
        _pairs = Array.ConvertAll(_variables, variable => ((Gradient)Values(random, (int)variable.Length), variable));
        var options = new AdamOptions
        {
            NonFiniteGradients = what == FreshCase.FiniteScan ? NonFiniteGradients.Skip : NonFiniteGradients.LetThrough,
        };
        Optimizer = what == FreshCase.GlobalNorm ? new FreshGlobalNormAdam(options) : new FreshPlainAdam(options);
        _scaled = what == FreshCase.LossScale ? new LossScaleOptimizer(Optimizer) : null;
        _accumulator = what == FreshCase.Accumulation ? new GradientAccumulator(Optimizer, 2) : null;
    }

    internal AdamOptimizer Optimizer { get; }

    internal void Step()
    {
        if (_scaled is not null)
        {
            _scaled.ApplyScaledGradients(_pairs);
        }
        else if (_accumulator is not null)
        {
            _accumulator.Accumulate(_pairs);
            _accumulator.Accumulate(_pairs);
        }
        else
        {
            Optimizer.ApplyGradients(_pairs);
        }
    }

    public void Dispose()
    {
        _accumulator?.Dispose();
        Optimizer.Dispose();
    }

    private static float[] Values(Random random, int length)
    {
        float[] values = new float[length];
        for (int i = 0; i < length; i++)
        {
            values[i] = random.NextSingle() - 0.5f;
        }

        return values;
    }
}
