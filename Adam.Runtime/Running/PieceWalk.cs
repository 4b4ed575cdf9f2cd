using System;
using System.Runtime.CompilerServices;
using Adam.Elements;
using Adam.Gradients;
using Adam.Lanes;
using Adam.Norms;
using Adam.Passes;
using Adam.Processors;
using Adam.State;
using Adam.Steps;
using Adam.Threads;

namespace Adam.Running;

/// <summary>The walk over the pieces of a model, on one thread or on many: the same pieces and the same bits for any number.</summary>
/// <remarks>Pieces of one variable that follow each other in a thread's work become one call of the loop.</remarks>
internal sealed class PieceWalk : IDisposable
{
    /// <summary>
    /// Below this a fork and a join cost more than they save: two chunks take about five microseconds on one thread, a fork and a join
    /// one (docs/performance.md).
    /// </summary>
    private const long LeastParallelElements = 2 * SquareSum.Block;

    /// <summary>Elements of a variable that is over before a processor has noticed the walk.</summary>
    private const long ShortWalk = 4096;

    private readonly StepModel _model;
    private readonly AdamOptimizer _loops;
    private readonly Stages _stages;
    private readonly LoopChoices _choices;
    private readonly Action<int>? _sumChunk;
    private readonly Action<int>? _updateChunk;
    private readonly WorkerPool? _pool;

    // What is in the caches is not fetched; a processor that sees a long walk by itself needs help with short ones only. In fields,
    // because code that is compiled once, before the processor's facts are known, would ask for them each time.
    private readonly bool _fetchesShortWalks;
    private readonly bool _fetchesLongWalks;
    private readonly bool _isSlowOnSubnormals = Processor.IsSlowOnSubnormals;
    private StepScalars _scalars;
    private int _leastSquared;
    private bool _clipsNorms;

    /// <param name="model">What is walked over.</param>
    /// <param name="loops">Has the emitted loop.</param>
    /// <param name="stages">The stages of that loop.</param>
    /// <param name="choices">How the loop runs.</param>
    /// <param name="threads">How many threads may share the work, the caller's included.</param>
    public PieceWalk(StepModel model, AdamOptimizer loops, Stages stages, LoopChoices choices, int threads)
    {
        _model = model;
        _loops = loops;
        _stages = stages;
        _choices = choices;
        _fetchesShortWalks = model.LeavesSecondCache;
        _fetchesLongWalks = model.LeavesSecondCache && Processor.NeedsFetching;
        int useful = Math.Min(threads, model.Plan.ChunkCount);
        if (useful > 1 && model.Plan.Elements >= LeastParallelElements)
        {
            _sumChunk = SumChunk;
            _updateChunk = UpdateChunk;
            _pool = new WorkerPool(useful);
        }
    }

    /// <summary>The threads that share the work; null where one does it.</summary>
    internal WorkerPool? Threads => _pool;

    /// <summary>Fills the sums of squares of all pieces that have a gradient.</summary>
    /// <param name="least">The bits of the least magnitude whose square counts.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void SumSquares(int least)
    {
        _leastSquared = least;
        if (_pool is null)
        {
            Sum(0, _model.Plan.Pieces.Length);
        }
        else
        {
            _pool.Run(_model.Plan.ChunkCount, _sumChunk!);
        }
    }

    /// <summary>Runs the loop over all pieces that have a gradient.</summary>
    /// <param name="scalars">The numbers of the step; what differs from variable to variable is set in them.</param>
    /// <param name="clipsNorms">Whether each gradient is clipped by its own norm.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Update(ref StepScalars scalars, bool clipsNorms)
    {
        _clipsNorms = clipsNorms;
        if (_pool is null)
        {
            Update(0, _model.Plan.Pieces.Length, ref scalars);
        }
        else
        {
            _scalars = scalars;
            _pool.Run(_model.Plan.ChunkCount, _updateChunk!);
        }

        GC.KeepAlive(_model.State.Buffer);
    }

    public void Dispose() => _pool?.Dispose();

    private void SumChunk(int chunk)
    {
        Range pieces = _model.Plan.Chunk(chunk);
        Sum(pieces.Start.Value, pieces.End.Value);
    }

    private void UpdateChunk(int chunk)
    {
        Range pieces = _model.Plan.Chunk(chunk);
        StepScalars scalars = _scalars;
        Update(pieces.Start.Value, pieces.End.Value, ref scalars);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Sum(int first, int end)
    {
        GradientCall call = _model.Call;
        WorkPlan plan = _model.Plan;
        InstructionSet set = _loops.ActiveInstructionSet;
        for (int i = first; i < end; i++)
        {
            WorkPlan.Piece piece = plan.Pieces[i];
            if (!call.Has(piece.Variable))
            {
                continue;
            }

            ref float gradient = ref call.Gradient(piece.Variable).At<float>(piece.Start);
            if (i + SquareSum.BlocksAtOnce <= end && plan.AreFullBlocks(i, SquareSum.BlocksAtOnce))
            {
                SquareSum.OfBlocks(ref gradient, _leastSquared, _model.PieceSums.AsSpan(i, SquareSum.BlocksAtOnce), set);
                i += SquareSum.BlocksAtOnce - 1;
                continue;
            }

            _model.PieceSums[i] = SquareSum.OfBlock(ref gradient, (nuint)piece.Length, _leastSquared, set);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Update(int first, int end, ref StepScalars scalars)
    {
        GradientCall call = _model.Call;
        WorkPlan plan = _model.Plan;
        OptimizerState state = _model.State;
        for (int i = first; i < end;)
        {
            WorkPlan.Piece piece = plan.Pieces[i];
            int position = piece.Variable;
            int next = Math.Min(plan.EndOf(position), end);
            if (call.Has(position))
            {
                ref readonly ElementMemory values = ref call.Values(position);
                ref readonly ElementMemory gradient = ref call.Gradient(position);
                WorkPlan.Piece last = plan.Pieces[next - 1];
                long length = last.Start + last.Length - piece.Start;
                scalars.DecayMask = state.DecayMask(position);
                scalars.FetchesAhead = values.Length < ShortWalk ? _fetchesShortWalks : _fetchesLongWalks;
                if (_clipsNorms)
                {
                    ScalarCalculator.SetDivisor(ref scalars, _model.Norms[position]);
                    FastPath.SetZeros(ref scalars, in _stages);
                }

                // A short run of elements is not worth a look at some of them.
                scalars.ClearsSquares = _choices.ForceClearing
                    ?? (_isSlowOnSubnormals && (length < TinySample.Count || TinySample.FindsSome(ref gradient.At<float>(piece.Start), length)));
                _loops.RunEmitted(state.Streams(position, in values, in gradient, piece.Start, length), in scalars);
            }

            i = next;
        }
    }
}
