using System.Runtime.CompilerServices;
using Adam.Benchmarks.Kernels;
using Adam.Benchmarks.Measuring;
using Adam.Lanes;
using Adam.Passes;
using Adam.Processors;
using Adam.Steps;

namespace Adam.Benchmarks.Optimizers;

/// <summary>
/// The emitted loop of the plain step alone, its check for subnormal numbers included, over the same arrays as the baseline: no call of the
/// optimizer, no numbers of the step.
/// </summary>
internal sealed class LoopCompetitor : Competitor
{
    internal const string Loop = "Adam's loop";

    private readonly PlainAdam _optimizer;
    private readonly StepArrays _arrays;
    private readonly StepScalars _scalars;

    internal LoopCompetitor(StepArrays arrays, InstructionSet set)
        : base(Loop, arrays.Length)
    {
        _arrays = arrays;
        _optimizer = new PlainAdam(Degree.Of(1, set));
        _scalars = _optimizer.ScalarsOf(10);
        _scalars.SparesDivider = Processor.HasSlowDivider && arrays.Prefetch == 0;
        _scalars.ClearsSquares = Processor.IsSlowOnSubnormals && arrays.Length < TinySample.Count;
        _scalars.FetchesAhead = Processor.NeedsFetching && arrays.Prefetch != 0;
    }

    internal override unsafe void Run(int steps)
    {
        ref float none = ref Unsafe.NullRef<float>();
        var streams = new UpdateStreams(
            ref *_arrays.P, ref *_arrays.G, ref *_arrays.M, ref *_arrays.V, ref none, ref none, (nuint)_arrays.Length);
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
