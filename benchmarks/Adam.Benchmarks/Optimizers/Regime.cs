using System;
using System.Collections.Generic;
using Adam.Benchmarks.Data;
using Adam.Benchmarks.Kernels;
using Adam.Benchmarks.Measuring;

namespace Adam.Benchmarks.Optimizers;

/// <summary>
/// A tensor in a state that training really gets into, the optimizer over it and the baseline on a copy of it. Each sample
/// begins in that state again, since a few thousand steps would lead out of it.
/// </summary>
internal sealed class Regime : IDisposable
{
    private readonly StepData _data;
    private readonly StepData _copy;

    /// <summary>Prepares the state.</summary>
    /// <param name="name">As tables print it.</param>
    /// <param name="size">Elements.</param>
    /// <param name="shape">Changes variable, gradient and moments, which come with the values of a normal training.</param>
    /// <param name="decaySteps">Steps with the shaped gradient before anything is measured.</param>
    internal Regime(string name, long size, Action<StepData>? shape = null, int decaySteps = 0)
    {
        Name = name;
        _data = new StepData(size, PageOffsets.Apart, allStages: false);
        _copy = new StepData(size, PageOffsets.Apart, allStages: false);
        shape?.Invoke(_data);
        shape?.Invoke(_copy);

        Optimizer = AdamCompetitor.Over(_data, new PlainAdam(Degree.One), name);
        Array[] weights = Optimizer.Optimizer.GetWeights();
        _data.FirstMoment.Span.CopyTo((float[])weights[1]);
        _data.SecondMoment.Span.CopyTo((float[])weights[2]);
        Optimizer.State = weights;
        Optimizer.Prepare();
        Optimizer.Run(decaySteps);
        Optimizer.State = Optimizer.Optimizer.GetWeights();

        var baseline = new KernelCompetitor(BaselineName, KernelCatalog.BestKernel, _copy.Arrays);
        baseline.Run(decaySteps);
        float[] m = _copy.FirstMoment.Span.ToArray(), v = _copy.SecondMoment.Span.ToArray();
        baseline.Restore = () =>
        {
            m.CopyTo(_copy.FirstMoment.Span);
            v.CopyTo(_copy.SecondMoment.Span);
        };
        Baseline = baseline;
    }

    internal string Name { get; }

    internal string BaselineName => Name + ", best order";

    internal AdamCompetitor Optimizer { get; }

    internal KernelCompetitor Baseline { get; }

    internal static Regime Normal(long size) => new("normal", size);

    /// <summary>Thousands of steps with a zero gradient: m has shrunk to where it no longer moves (S17.3).</summary>
    internal static Regime Decayed(long size, int steps) => new($"{steps} zero-gradient steps", size, data => data.Gradient.Span.Clear(), steps);

    /// <summary>Rows that no gradient has reached yet: moments and gradient are zero.</summary>
    internal static Regime ZeroRows(long size) => new("all zero", size, data => Each(data, 1, _ => true, 0, 0));

    /// <summary>Stretches of 256 elements, every other one all zero.</summary>
    internal static Regime ZeroStretches(long size) => new("every other 256 zero", size, data => Each(data, 1, i => i / 256 % 2 == 0, 0, 0));

    /// <summary>A tenth of the elements, scattered, with moments and gradient of zero.</summary>
    internal static Regime ScatteredZeros(long size) => new("10 % zero, scattered", size, data => Each(data, 10, _ => true, 0, 0));

    /// <summary>A tenth of the elements, scattered, with numbers whose squares or products fall below the normal range.</summary>
    internal static Regime ScatteredTiny(long size) => new("10 % tiny, scattered", size, data => Each(data, 10, _ => true, 1e-25f, 1e-36f));

    /// <summary>Measures all regimes in one rotation, optimizer and baseline.</summary>
    internal static Measurements Measure(Sampler sampler, IReadOnlyList<Regime> regimes)
    {
        List<Competitor> competitors = [];
        foreach (Regime regime in regimes)
        {
            competitors.Add(regime.Optimizer);
            competitors.Add(regime.Baseline);
        }

        return sampler.Measure(competitors);
    }

    public void Dispose()
    {
        Optimizer.Dispose();
        Baseline.Dispose();
        _data.Dispose();
        _copy.Dispose();
    }

    /// <summary>Gives one of <paramref name="oneOf"/> chosen elements this first moment and gradient, and this second moment.</summary>
    private static void Each(StepData data, int oneOf, Func<int, bool> chosen, float first, float second)
    {
        var random = new Random(3);
        for (int i = 0; i < data.Variable.Length; i++)
        {
            if (random.Next(oneOf) == 0 && chosen(i))
            {
                data.Gradient.Span[i] = first;
                data.FirstMoment.Span[i] = first;
                data.SecondMoment.Span[i] = second;
            }
        }
    }
}
