using System;
using System.Runtime.CompilerServices;
using System.Collections.Generic;
using Adam.Gradients;
using Adam.Passes;
using Adam.Running;

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
/// <para>Sums live in native memory, of the size of one gradient of each variable, which <see cref="Dispose"/> frees, at the end of a
/// call that runs. Nothing is allocated after the first micro-step. One call at a time, as for its optimizer.</para>
/// </remarks>
public sealed partial class GradientAccumulator : IAdamOptimizer
{
    private readonly AdamOptimizer _optimizer;
    private readonly LossScaleOptimizer? _scaled;
    private readonly CallGuard _guard;
    private GradientSums? _sums;

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
        _guard = new CallGuard(() => _sums?.Dispose());
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

    /// <inheritdoc/>
    public bool IsBuilt => _optimizer.IsBuilt;

    /// <inheritdoc/>
    public long Iterations
    {
        get => _optimizer.Iterations;
        set => _optimizer.Iterations = value;
    }

    /// <inheritdoc/>
    public Hyperparameter LearningRate
    {
        get => _optimizer.LearningRate;
        set => _optimizer.LearningRate = value;
    }

    /// <inheritdoc/>
    public IReadOnlyList<OptimizerVariable> Variables => _optimizer.Variables;

    /// <summary>One micro-step: adds the gradients, and takes the step when there are <see cref="MicroSteps"/> of them.</summary>
    /// <param name="pairs">Gradients and their variables. The first call builds the optimizer with all of them; an empty list is an error.</param>
    /// <returns>Whether the step was taken; with a loss scale it may have been skipped.</returns>
    /// <exception cref="ArgumentException">As for the optimizer, and the list is empty; nothing is added then.</exception>
    /// <exception cref="InvalidOperationException">The sums are complete, because their step threw: call <see cref="Apply()"/> or <see cref="Reset"/>; or another call runs.</exception>
    /// <exception cref="ObjectDisposedException">The accumulator or the optimizer is disposed.</exception>
    public bool Accumulate(params ReadOnlySpan<(Gradient Gradient, AdamVariable Variable)> pairs) =>
        Take(Pairs(pairs, wantsReport: false), out _);

    /// <summary>One micro-step, as <see cref="Accumulate"/>.</summary>
    /// <inheritdoc cref="Accumulate" path="/param|/exception"/>
    /// <returns>The number of steps counted.</returns>
    public long ApplyGradients(params ReadOnlySpan<(Gradient Gradient, AdamVariable Variable)> pairs)
    {
        Take(Pairs(pairs, wantsReport: false), out _);
        return Iterations;
    }

    /// <summary>One micro-step, as <see cref="Accumulate"/>, that says what its step did.</summary>
    /// <param name="pairs">Gradients and their variables.</param>
    /// <param name="report">What the step did; where none was due, the counter and the rate as they are, and NaN for a norm.</param>
    /// <inheritdoc cref="Accumulate" path="/exception"/>
    /// <returns>The number of steps counted.</returns>
    public long ApplyGradients(ReadOnlySpan<(Gradient Gradient, AdamVariable Variable)> pairs, out StepReport report)
    {
        Take(Pairs(pairs, wantsReport: true), out report);
        return Iterations;
    }

    /// <summary>One micro-step with the gradients attached to all variables that the optimizer was built with.</summary>
    /// <inheritdoc cref="Accumulate" path="/exception"/>
    /// <returns>The number of steps counted.</returns>
    public long Step()
    {
        Take(new StepRequest { Source = GradientSource.Attached, Scope = _optimizer.Name }, out _);
        return Iterations;
    }

    /// <summary>One micro-step with the attached gradients that says what its step did.</summary>
    /// <inheritdoc cref="ApplyGradients(ReadOnlySpan{ValueTuple{Gradient, AdamVariable}}, out StepReport)" path="/param[@name='report']|/returns|/exception"/>
    public long Step(out StepReport report)
    {
        Take(new StepRequest { Source = GradientSource.Attached, Scope = _optimizer.Name, WantsReport = true }, out report);
        return Iterations;
    }

    /// <summary>Asks for the loss of a micro-step and its gradients, and adds them.</summary>
    /// <param name="loss">Computes the loss and attaches the gradients, scaled ones behind a loss scale.</param>
    /// <param name="variables">What the steps move; builds the optimizer at the first call.</param>
    /// <inheritdoc cref="IAdamOptimizer.Minimize(Func{double}, ReadOnlySpan{AdamVariable})" path="/remarks|/returns|/exception"/>
    public double Minimize(Func<double> loss, params ReadOnlySpan<AdamVariable> variables) =>
        Minimize(loss, new StepRequest { Source = GradientSource.Variables, Variables = variables, Scope = _optimizer.Name }, out _);

    /// <inheritdoc/>
    public double Minimize(Func<double> loss, ReadOnlySpan<AdamVariable> variables, out StepReport report) =>
        Minimize(loss, new StepRequest { Source = GradientSource.Variables, Variables = variables, Scope = _optimizer.Name, WantsReport = true }, out report);

    /// <summary>Takes the step with what has been added up, be it fewer micro-steps than <see cref="MicroSteps"/>: the mean is over those.</summary>
    /// <returns>The number of steps counted.</returns>
    /// <exception cref="InvalidOperationException">No micro-step has been taken, or another call runs.</exception>
    /// <exception cref="ObjectDisposedException">The accumulator or the optimizer is disposed.</exception>
    /// <remarks>
    /// What a callback of the optimizer throws before the step comes through; the sums are kept then as they are, to go on with. What
    /// <see cref="AdamOptimizer.OnStep"/> or a constraint throws comes after the step, and the sums are used up.
    /// </remarks>
    public long Apply() => Apply(wantsReport: false, out _);

    /// <summary>As <see cref="Apply()"/>, and says what the step did.</summary>
    /// <inheritdoc cref="Apply()" path="/returns|/exception|/remarks"/>
    /// <param name="report">What the step did; its norm costs one more read of the sums where no global limit takes it anyway.</param>
    public long Apply(out StepReport report) => Apply(wantsReport: true, out report);

    /// <inheritdoc/>
    public void Build(params ReadOnlySpan<AdamVariable> variables) => _optimizer.Build(variables);

    /// <inheritdoc/>
    public void FinalizeVariableValues() => _optimizer.FinalizeVariableValues();

    /// <inheritdoc/>
    public void FinalizeVariableValues(params ReadOnlySpan<AdamVariable> variables) => _optimizer.FinalizeVariableValues(variables);

    /// <summary>Drops what has been added up.</summary>
    /// <exception cref="InvalidOperationException">Another call runs.</exception>
    /// <exception cref="ObjectDisposedException">The accumulator is disposed.</exception>
    public void Reset()
    {
        _guard.Enter(this);
        Clear();
        _guard.Exit();
    }

    /// <summary>Frees the sums, at the end of a call that runs. The optimizer is left alone.</summary>
    public void Dispose() => _guard.Close();

    private StepRequest Pairs(ReadOnlySpan<(Gradient Gradient, AdamVariable Variable)> pairs, bool wantsReport) =>
        new() { Source = GradientSource.Pairs, Pairs = pairs, Scope = _optimizer.Name, WantsReport = wantsReport };

    private double Minimize(Func<double> loss, in StepRequest request, out StepReport report)
    {
        ArgumentNullException.ThrowIfNull(loss);
        _guard.ThrowIfClosed(this);
        _optimizer.Guard.ThrowIfClosed(_optimizer);
        double value = loss();
        Take(in request, out report);
        return value;
    }

    /// <summary>One micro-step.</summary>
    /// <returns>Whether its step was due.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool Take(in StepRequest request, out StepReport report)
    {
        _guard.Enter(this);
        try
        {
            if (Count == MicroSteps)
            {
                throw new InvalidOperationException($"All {MicroSteps} micro-steps are added up and their step has thrown; call Apply to try again, or Reset to drop them.");
            }

            Add(in request);
            if (++Count < MicroSteps)
            {
                report = new StepReport(Iterations, LearningRate.Value, float.NaN, false, false);
                return false;
            }

            Reduce(request.WantsReport, out report);
            return true;
        }
        finally
        {
            _guard.Exit();
        }
    }

    private long Apply(bool wantsReport, out StepReport report)
    {
        _guard.Enter(this);
        try
        {
            return Count > 0
                ? Reduce(wantsReport, out report)
                : throw new InvalidOperationException("There is nothing to apply; take a micro-step with Accumulate first.");
        }
        finally
        {
            _guard.Exit();
        }
    }

    /// <summary>The step. Sums that it does not use are not touched before everything that may throw is over.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private long Reduce(bool wantsReport, out StepReport report)
    {
        long counted = _optimizer.Runner.Counted;
        try
        {
            _sums!.Divisor = Reduction == GradientReduction.Mean ? Count : 1;
            var request = new StepRequest
            {
                Source = GradientSource.Sums,
                Sums = _sums,
                Scope = _optimizer.Name,
                Scale = _scaled?.State,
                GradientsAreScaled = _scaled is not null,
                WantsReport = wantsReport,
            };
            return _optimizer.Run(in request, out report);
        }
        finally
        {
            // A constraint or a callback may throw after its step is counted: that step must not be taken twice.
            if (_optimizer.Runner.Counted != counted)
            {
                Clear();
            }
        }
    }

    private void Add(in StepRequest request)
    {
        _optimizer.Guard.Enter(_optimizer);
        try
        {
            if (request.IsEmpty)
            {
                throw new ArgumentException("The list has no variable; give at least one, or do not call.");
            }

            StepModel model = _optimizer.Runner.CheckOnly(in request);
            Prepare(model.State.Variables).Add(model.Call, _optimizer.ActiveInstructionSet);
        }
        finally
        {
            _optimizer.Runner.End();
            _optimizer.Guard.Exit();
        }
    }

    private void Clear()
    {
        Count = 0;
        if (_sums is not null)
        {
            Array.Clear(_sums.Given);
        }
    }

    private GradientSums Prepare(AdamVariable[] variables) => _sums ??= new GradientSums(variables);
}
