using System;
using Adam.Lanes;
using Adam.State;
using Adam.Steps;
using Adam.Threads;

namespace Adam;

/// <content>One step on several threads: the same pieces, the same bits, for any number.</content>
public abstract partial class AdamOptimizer
{
    /// <summary>
    /// Below this a fork and a join cost more than they save: two chunks take about five microseconds on one thread, a fork and a join
    /// one (docs/performance.md).
    /// </summary>
    private const long LeastParallelElements = 2 * SquareSum.Block;

    private WorkerPool? _pool;
    private Action<int>? _sumChunk;
    private Action<int>? _updateChunk;
    private StepScalars _jobScalars;
    private int _jobLeastSquared;
    private bool _jobClipsNorms;

    /// <summary>How many threads a step may run on, the caller's included. All numbers give the same bits.</summary>
    public int MaxDegreeOfParallelism { get; }

    private static int CheckDegree(int? degree) => degree is null or > 0
        ? degree ?? Environment.ProcessorCount
        : throw new ArgumentOutOfRangeException(nameof(degree), degree, $"`MaxDegreeOfParallelism` is {degree}; it must be at least 1, or null for the number of processors.");

    /// <summary>Whether this model is worth more than one thread.</summary>
    private bool RunsParallel(OptimizerState state) => MaxDegreeOfParallelism > 1 && state.Plan.Elements >= LeastParallelElements;

    private WorkerPool Pool(OptimizerState state) =>
        _pool ??= new WorkerPool(Math.Min(MaxDegreeOfParallelism, state.Plan.ChunkCount));

    /// <summary>Fills the sums of squares of all pieces that have a gradient.</summary>
    private void SumSquares(OptimizerState state, int least)
    {
        _jobLeastSquared = least;
        Run(state, _sumChunk ??= SumChunk, RunsParallel(state));
    }

    private void UpdateAll(OptimizerState state, in StepScalars scalars, bool clipsNorms)
    {
        _jobScalars = scalars;
        _jobClipsNorms = clipsNorms;
        Run(state, _updateChunk ??= UpdateChunk, parallel: true);
    }

    private void Run(OptimizerState state, Action<int> work, bool parallel)
    {
        if (parallel)
        {
            Pool(state).Run(state.Plan.ChunkCount, work);
            return;
        }

        for (int chunk = 0; chunk < state.Plan.ChunkCount; chunk++)
        {
            work(chunk);
        }
    }

    private void SumChunk(int chunk)
    {
        OptimizerState state = _state!;
        (int first, int count) = state.Plan.Chunk(chunk).GetOffsetAndLength(state.Plan.Pieces.Length);
        for (int i = first; i < first + count; i++)
        {
            WorkPlan.Piece piece = state.Plan.Pieces[i];
            if (!state.Call.Has(piece.Variable))
            {
                continue;
            }

            ref float gradient = ref state.Call.Gradient(piece.Variable).At(piece.Start);
            if (i + SquareSum.BlocksAtOnce <= first + count && state.Plan.AreFullBlocks(i, SquareSum.BlocksAtOnce))
            {
                SquareSum.OfBlocks(ref gradient, _jobLeastSquared, state.PieceSums.AsSpan(i, SquareSum.BlocksAtOnce), ActiveInstructionSet);
                i += SquareSum.BlocksAtOnce - 1;
                continue;
            }

            state.PieceSums[i] = SquareSum.OfBlock(ref gradient, (nuint)piece.Length, _jobLeastSquared, ActiveInstructionSet);
        }
    }

    private void UpdateChunk(int chunk)
    {
        OptimizerState state = _state!;
        StepScalars scalars = _jobScalars;
        (int first, int count) = state.Plan.Chunk(chunk).GetOffsetAndLength(state.Plan.Pieces.Length);
        for (int i = first; i < first + count; i++)
        {
            WorkPlan.Piece piece = state.Plan.Pieces[i];
            if (!state.Call.Has(piece.Variable))
            {
                continue;
            }

            ref readonly FloatMemory gradient = ref state.Call.Gradient(piece.Variable);
            SetVariable(ref scalars, state, piece.Variable, _jobClipsNorms);
            SetSquares(ref scalars, in gradient, piece.Start, piece.Length);
            EmittedUpdate(ActiveInstructionSet, state.Streams(piece.Variable, in gradient, piece.Start, piece.Length), in scalars);
        }

        GC.KeepAlive(state.Buffer);
    }
}
