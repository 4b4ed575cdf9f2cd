using System.Runtime.CompilerServices;
using Adam.Benchmarks.Kernels;
using Adam.Benchmarks.Measuring;
using Adam.Lanes;
using Adam.Passes;
using Adam.Processors;
using Adam.Steps;

namespace Adam.Benchmarks.Optimizers;

/// <summary>
/// An emitted loop alone, its check for subnormal numbers included, over the same arrays as the baseline: no call of the
/// optimizer, no numbers of the step.
/// </summary>
internal sealed class LoopCompetitor : Competitor
{
    internal const string Loop = "Adam's loop";

    private readonly IEmittedLoop _optimizer;
    private readonly StepArrays _arrays;
    private readonly StepScalars _scalars;

    internal LoopCompetitor(StepArrays arrays, IEmittedLoop optimizer)
        : base(Loop, arrays.Length)
    {
        _arrays = arrays;
        _optimizer = optimizer;
        _scalars = _optimizer.ScalarsOf(10);
        _scalars.DecayMask = -1;
        _scalars.SparesDivider = Processor.HasSlowDivider && arrays.Prefetch == 0;
        _scalars.ClearsSquares = Processor.IsSlowOnSubnormals && arrays.Length < TinySample.Count;
        _scalars.FetchesAhead = Processor.NeedsFetching && arrays.Prefetch != 0;
    }

    internal override unsafe void Run(int steps)
    {
        var streams = new UpdateStreams(
            ref *_arrays.P, ref *_arrays.G, ref *_arrays.M, ref *_arrays.V, ref Unsafe.AsRef<float>(_arrays.H), ref Unsafe.AsRef<float>(_arrays.A), (nuint)_arrays.Length);
        for (int i = 0; i < steps; i++)
        {
            _optimizer.RunLoop(in streams, in _scalars);
        }
    }

    public override void Dispose()
    {
        _optimizer.Dispose();
        base.Dispose();
    }
}
