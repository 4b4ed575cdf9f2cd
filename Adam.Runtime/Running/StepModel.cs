using System;
using Adam.Gradients;
using Adam.Processors;
using Adam.State;
using Adam.Steps;
using Adam.Threads;

namespace Adam.Running;

/// <summary>What an optimizer has from Build on: its state, and the memory in which its steps work. Allocated once.</summary>
internal sealed class StepModel : IDisposable
{
    /// <inheritdoc cref="OptimizerState(ReadOnlySpan{AdamVariable}, Stages, DecayExclusions)"/>
    public StepModel(ReadOnlySpan<AdamVariable> variables, Stages stages, DecayExclusions exclusions, string scope)
    {
        Scope = scope;
        State = new OptimizerState(variables, stages, exclusions);
        try
        {
            Call = new GradientCall(State);
            State.StartAverages();

            // After the slots: what has no memory for them needs no plan.
            long[] lengths = new long[State.Values.Length];
            long bytes = State.Buffer.Bytes;
            for (int i = 0; i < lengths.Length; i++)
            {
                lengths[i] = State.Values[i].Length;
                bytes += 2 * State.Values[i].Bytes;
            }

            Plan = new WorkPlan(lengths);
            PieceSums = new double[Plan.Pieces.Length];
            Norms = new float[lengths.Length];

            LeavesSecondCache = bytes > Processor.SecondCacheBytes;
        }
        catch
        {
            State.Dispose();
            throw;
        }
    }

    public OptimizerState State { get; }

    /// <summary>The gradients of the call at hand, and the memory that checking them needs.</summary>
    public GradientCall Call { get; }

    /// <summary>How the elements are cut into work.</summary>
    public WorkPlan Plan { get; }

    /// <summary>Whether a step touches more than a core's second cache holds. Inside it, fetching ahead costs 5 to 10 %.</summary>
    public bool LeavesSecondCache { get; }

    /// <summary>Sums of squares of this step's gradients, one a piece.</summary>
    public double[] PieceSums { get; }

    /// <summary>Norms of this step's gradients, one a variable, where each is clipped by its own.</summary>
    public float[] Norms { get; }

    /// <summary>What stands in front of the slots' names.</summary>
    public string Scope { get; }

    public void Dispose() => State.Dispose();
}
