using System;
using Adam.Gradients;
using Adam.Lanes;
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

    /// <summary>The model of a first call, which that call may still fail.</summary>
    /// <param name="request">Has the variables.</param>
    /// <param name="stages">Say which slots there are.</param>
    /// <param name="exclusions">Variables that are not decayed.</param>
    /// <param name="name">The optimizer's.</param>
    /// <exception cref="InvalidOperationException">The request names no variables.</exception>
    public static StepModel For(in StepRequest request, Stages stages, DecayExclusions exclusions, string name)
    {
        if (request.Source is GradientSource.Attached or GradientSource.Sums)
        {
            throw new InvalidOperationException("The optimizer has no variables yet; call Build with all of them before Step.");
        }

        string scope = request.Scope.Length > 0 ? request.Scope : name.Length > 0 ? name : "optimizer";
        if (request.Source == GradientSource.Variables)
        {
            return new StepModel(request.Variables, stages, exclusions, scope);
        }

        var variables = new AdamVariable[request.Pairs.Length];
        for (int i = 0; i < variables.Length; i++)
        {
            variables[i] = request.Pairs[i].Variable;
        }

        return new StepModel(variables, stages, exclusions, scope);
    }

    public void Dispose() => State.Dispose();
}
