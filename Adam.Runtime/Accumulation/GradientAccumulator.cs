using System;
using Adam.Passes;
using Adam.State;
using Adam.Steps;

namespace Adam;

/// <summary>
/// Adds up the gradients of several micro-steps and takes one step with their sum or mean: for batches that do not fit into memory
/// at once.
/// </summary>
/// <remarks>
/// <para>The step has exactly the bits of one call with the reduced gradients. Decay, clipping, averages, schedules and the step
/// counter see that step alone.</para>
/// <para>A gradient that is missing in some micro-steps adds nothing; where it is missing in all of them, it is missing in the
/// step. A micro-step needs at least one gradient (S3.5).</para>
/// <para>Sums live in native memory, of the size of one gradient of each variable, which <see cref="Dispose"/> frees. Nothing is
/// allocated after the first micro-step. Not thread-safe.</para>
/// </remarks>
public sealed partial class GradientAccumulator : IDisposable
{
    private readonly AdamOptimizer _optimizer;
    private readonly LossScaleOptimizer? _scaled;
    private KeptGradients? _sums;
    private bool[] _given = [];
    private bool _divided;
    private bool _disposed;

    /// <summary>Accumulates for an optimizer, which stays the caller's to dispose.</summary>
    /// <param name="optimizer">Takes the steps.</param>
    /// <param name="microSteps">How many micro-steps make a step, at least 1.</param>
    /// <param name="reduction">Sum or mean. Default <see cref="GradientReduction.Mean"/>.</param>
    /// <exception cref="ArgumentNullException"><paramref name="optimizer"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="microSteps"/> is below 1, or the reduction is neither.</exception>
    public GradientAccumulator(AdamOptimizer optimizer, int microSteps, GradientReduction reduction = GradientReduction.Mean)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        _optimizer = optimizer;
        MicroSteps = microSteps >= 1
            ? microSteps
            : throw new ArgumentOutOfRangeException(nameof(microSteps), microSteps, $"`microSteps` is {microSteps}; it must be at least 1.");
        Reduction = reduction is GradientReduction.Sum or GradientReduction.Mean
            ? reduction
            : throw new ArgumentOutOfRangeException(nameof(reduction), reduction, $"`reduction` is {(int)reduction}; it must be Sum or Mean.");
    }

    /// <summary>Accumulates scaled gradients: the scale stays until the step, which unscales and tests what has been added up.</summary>
    /// <inheritdoc cref="GradientAccumulator(AdamOptimizer, int, GradientReduction)" path="/param|/exception"/>
    public GradientAccumulator(LossScaleOptimizer optimizer, int microSteps, GradientReduction reduction = GradientReduction.Mean)
        : this((optimizer ?? throw new ArgumentNullException(nameof(optimizer))).Inner, microSteps, reduction) => _scaled = optimizer;

    /// <summary>How many micro-steps make a step.</summary>
    public int MicroSteps { get; }

    /// <summary>Sum or mean.</summary>
    public GradientReduction Reduction { get; }

    /// <summary>How many micro-steps have been taken since the last step.</summary>
    public int Count { get; private set; }

    /// <summary>One micro-step: adds the gradients, and takes the step when there are <see cref="MicroSteps"/> of them.</summary>
    /// <param name="pairs">Gradients and their variables. The first call builds the optimizer with all of them (S2.6).</param>
    /// <returns>Whether the step was taken; with a loss scale it may have been skipped.</returns>
    /// <exception cref="ArgumentException">As <see cref="AdamOptimizer.ApplyGradients(ReadOnlySpan{ValueTuple{Gradient, AdamVariable}})"/>, and the list is empty; nothing is added then.</exception>
    /// <exception cref="System.Collections.Generic.KeyNotFoundException">The optimizer was built without one of the variables.</exception>
    /// <exception cref="InvalidOperationException">The sums are complete, because their step threw; call <see cref="Apply"/> or <see cref="Reset"/>.</exception>
    /// <exception cref="ObjectDisposedException">The accumulator or the optimizer is disposed.</exception>
    public bool Accumulate(params ReadOnlySpan<(Gradient Gradient, AdamVariable Variable)> pairs)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (Count == MicroSteps)
        {
            throw new InvalidOperationException($"All {MicroSteps} micro-steps are added up and their step has thrown; call Apply to try again, or Reset to drop them.");
        }

        Add(_optimizer.Check(pairs, _optimizer.Name, tells: false));
        if (++Count < MicroSteps)
        {
            return false;
        }

        Apply();
        return true;
    }

    /// <summary>Takes the step with what has been added up, be it fewer micro-steps than <see cref="MicroSteps"/>: the mean is over those.</summary>
    /// <returns>The number of steps counted.</returns>
    /// <exception cref="InvalidOperationException">No micro-step has been taken.</exception>
    /// <exception cref="ObjectDisposedException">The accumulator or the optimizer is disposed.</exception>
    /// <remarks>What a callback or callable of the optimizer throws comes through; the sums are kept then.</remarks>
    public long Apply()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (Count == 0)
        {
            throw new InvalidOperationException("There is nothing to apply; take a micro-step with Accumulate first.");
        }

        if (Reduction == GradientReduction.Mean && !_divided)
        {
            Divide();
        }

        StepReport report = default;
        long before = _optimizer.Iterations;
        try
        {
            return _optimizer.StepKept(_sums!, _given, new StepGate(_scaled?.State, _scaled is not null, WantsReport: false), ref report);
        }
        finally
        {
            // A constraint or a callback may throw after its step is counted: that step must not be taken twice.
            if (_optimizer.Iterations != before)
            {
                Reset();
            }

            GC.KeepAlive(_sums);
        }
    }

    /// <summary>Drops what has been added up.</summary>
    public void Reset()
    {
        Count = 0;
        _divided = false;
        Array.Clear(_given);
    }

    /// <summary>Frees the sums. The optimizer is left alone.</summary>
    public void Dispose()
    {
        _disposed = true;
        _sums?.Dispose();
    }

    /// <summary>The first gradient of a variable is copied, bits and all; the others are added to it.</summary>
    private void Add(OptimizerState state)
    {
        Prepare(state);
        foreach (int position in state.Call.Order)
        {
            ref readonly FloatMemory gradient = ref state.Call.Gradient(position);
            ref readonly FloatMemory sum = ref _sums!.All[position];
            if (!_given[position])
            {
                OptimizerState.CopyLong(ref gradient.Reference, ref sum.Reference, gradient.Length);
                _given[position] = true;
            }
            else
            {
                _ = ElementPass.Run(ref sum.Reference, ref gradient.Reference, ref sum.Reference, sum.Length, _optimizer.ActiveInstructionSet, default(Sum));
            }
        }
    }

    private void Divide()
    {
        for (int i = 0; i < _given.Length; i++)
        {
            if (_given[i])
            {
                ref readonly FloatMemory sum = ref _sums!.All[i];
                _ = ElementPass.Run(ref sum.Reference, ref sum.Reference, ref sum.Reference, sum.Length, _optimizer.ActiveInstructionSet, new Quotient(Count));
            }
        }

        _divided = true;
    }

    private void Prepare(OptimizerState state)
    {
        if (_sums is null)
        {
            _sums = new KeptGradients(state.Variables);
            _given = new bool[state.Variables.Length];
        }
    }
}
