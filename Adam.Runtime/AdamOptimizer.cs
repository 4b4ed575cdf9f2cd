using System;
using System.Runtime.CompilerServices;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.ComponentModel;
using System.Globalization;
using Adam.Lanes;
using Adam.LossScaling;
using Adam.Numbers;
using Adam.Running;
using Adam.State;
using Adam.Steps;

namespace Adam;

/// <summary>
/// The Adam optimizer (Kingma and Ba, 2015) with the bits of <c>tf_keras.optimizers.Adam</c> 2.21.0 on a CPU. A class with
/// <see cref="AdamConfigAttribute"/> derives from it and brings the update loop.
/// </summary>
/// <remarks>
/// The state lives in native memory that <see cref="Dispose()"/> frees, at the end of a call that runs, and a finalizer frees otherwise.
/// </remarks>
/// <inheritdoc cref="IAdamOptimizer" path="/remarks"/>
public abstract partial class AdamOptimizer : IAdamOptimizer
{
    private readonly AdamConfiguration _configuration;
    private readonly Stages _stages;
    private readonly StepRunner _runner;
    private ReadOnlyCollection<OptimizerVariable> _variables;
    private NonFiniteGradients _nonFiniteGradients;

    /// <summary>Takes the attribute's numbers, and those of the options where they are given.</summary>
    /// <exception cref="ArgumentException">An option is out of range, or belongs to a stage that the class does not have.</exception>
    /// <exception cref="PlatformNotSupportedException">The instruction set that the options ask for cannot run here, or a better one than can.</exception>
    protected AdamOptimizer(AdamOptions? options = null)
    {
        AdamMetrics.Prepare();

        // The emitted override returns a constant of its own class, so it needs nothing that this constructor has yet to set up.
#pragma warning disable CA2214 // Do not call overridable methods in constructors
        if (EmittedContract != Contract.Number)
        {
            throw new InvalidOperationException(
                $"`{GetType().Name}` was emitted for contract {EmittedContract.ToString(CultureInfo.InvariantCulture)} between emitted code and the library, and this library has contract {Contract.Number.ToString(CultureInfo.InvariantCulture)}; "
                + "build the project that declares the class again, with the package that runs it.");
        }

        _configuration = EmittedConfiguration;
#pragma warning restore CA2214
        _stages = _configuration.Stages;
        _runner = new StepRunner(this, _stages);
        Guard = new CallGuard(Free);
        _variables = new ReadOnlyCollection<OptimizerVariable>([new OptimizerVariable(this)]);
        Name = options?.Name ?? _configuration.Name;
        ActiveInstructionSet = InstructionSets.Choose(options?.InstructionSet, options?.MinimumInstructionSet);
        MaxDegreeOfParallelism = options?.MaxDegreeOfParallelism is not int degree ? Environment.ProcessorCount : degree > 0 ? degree
            : throw new ArgumentOutOfRangeException(nameof(options), degree, $"`MaxDegreeOfParallelism` is {degree}; it must be at least 1, or null for the number of processors.");
        OnMissingGradients = options?.OnMissingGradients;
        OnStep = options?.OnStep;
        NonFiniteGradients = options?.NonFiniteGradients ?? NonFiniteGradients.LetThrough;
        _numbers = new OptimizerNumbers(_configuration, options ?? new AdamOptions(), GetType());
    }

    /// <summary>The name: label and scope of the optimizer's variables.</summary>
    public string Name { get; }

    /// <summary>The instruction set whose loop this optimizer runs.</summary>
    public InstructionSet ActiveInstructionSet { get; }

    /// <summary>How many threads a step may run on, the caller's included. All numbers give the same bits.</summary>
    public int MaxDegreeOfParallelism { get; }

    /// <summary>Told once a call when some gradients are missing, before anything changes. Null: nobody is.</summary>
    public Action<MissingGradients>? OnMissingGradients { get; set; }

    /// <summary>Told after each step, a skipped one included, what it did; null: nobody is.</summary>
    /// <remarks>
    /// The step is done and counted: an exception in it comes out of the call and cannot undo the step, which it says in its
    /// <see cref="Exception.Data"/> ("Adam.StepTaken" is the number of steps). It may read weights and set numbers; a step from it is refused.
    /// </remarks>
    public Action<StepReport>? OnStep { get; set; }

    /// <summary>What a step does when a gradient has an element that is infinite or NaN. May change between steps.</summary>
    /// <remarks>
    /// Where a norm of all gradients is taken anyway and its square is finite, so is every gradient, and nothing more is read.
    /// A dynamic <see cref="LossScaleOptimizer"/> skips such steps before this policy is asked.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of the three.</exception>
    public NonFiniteGradients NonFiniteGradients
    {
        get => _nonFiniteGradients;
        set => _nonFiniteGradients = value is NonFiniteGradients.LetThrough or NonFiniteGradients.Skip or NonFiniteGradients.Throw
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, $"`NonFiniteGradients` is {(int)value}; it must be LetThrough, Skip or Throw.");
    }

    /// <summary>How many steps this object has skipped because a gradient was not finite. Not part of the saved state.</summary>
    public long SkippedSteps => _runner.SkippedSteps;

    /// <inheritdoc/>
    public bool IsBuilt => _runner.IsBuilt;

    /// <inheritdoc/>
    public long Iterations
    {
        get => _runner.Iterations;
        set
        {
            Guard.ThrowIfClosed(this);
            if (IsBuilt)
            {
                throw new InvalidOperationException($"`Iterations` is {Iterations} and the optimizer is built; set it before Build, or restore it with SetWeights.");
            }

            _runner.Iterations = Weights.CheckIterations(value, nameof(value));
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<OptimizerVariable> Variables => _variables;

    internal CallGuard Guard { get; }

    internal StepRunner Runner => _runner;

    /// <summary>The scale that has taken this optimizer over; its copies are freed with the slots.</summary>
    internal LossScale? Scale { get; set; }

    /// <summary>Which contract between emitted code and the library the class was emitted for. Emitted.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected abstract int EmittedContract { get; }

    /// <summary>What the attribute says. Emitted.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected abstract AdamConfiguration EmittedConfiguration { get; }

    /// <inheritdoc/>
    public void Build(params ReadOnlySpan<AdamVariable> variables)
    {
        using CallGuard.Scope call = Guard.Call(this);
        _runner.Build(variables);
    }

    /// <summary>Excludes variables from weight decay, until the next call, which replaces this one's lists.</summary>
    /// <remarks>S4.3: two calls exclude what the second one says, and nothing of the first.</remarks>
    /// <param name="variables">Variables, by identity; null for none.</param>
    /// <param name="names">
    /// .NET regular expressions, culture-invariant, searched anywhere in the variable's name (D7, D21); null for none. One that matches
    /// no variable is an error at Build (D25).
    /// </param>
    /// <exception cref="InvalidOperationException">The optimizer is built already, or the class has no weight decay.</exception>
    /// <exception cref="ArgumentException">A variable is null, or a pattern is not a regular expression.</exception>
    /// <exception cref="ObjectDisposedException">The optimizer is disposed.</exception>
    public void ExcludeFromWeightDecay(IEnumerable<AdamVariable>? variables = null, IEnumerable<string>? names = null)
    {
        Guard.ThrowIfClosed(this);
        if (!_stages.Has(Stages.WeightDecay))
        {
            throw new InvalidOperationException($"{GetType().Name} has no weight decay to exclude variables from; add `WeightDecay = 0.004`, or another number, to its [AdamConfig], or leave this call out.");
        }

        if (IsBuilt)
        {
            throw new InvalidOperationException("The optimizer is built; exclude variables from weight decay before Build and before the first step.");
        }

        _runner.Exclusions = new DecayExclusions(variables ?? [], names ?? []);
    }

    /// <inheritdoc/>
    public long ApplyGradients(params ReadOnlySpan<(Gradient Gradient, AdamVariable Variable)> pairs) => ApplyGradients(pairs, Name);

    /// <summary>One step, which names the slots where it builds the optimizer.</summary>
    /// <param name="pairs">Gradients and their variables.</param>
    /// <param name="scope">In front of the slots' names when this call builds the optimizer; where empty, its name, or else "optimizer".</param>
    /// <inheritdoc cref="IAdamOptimizer.ApplyGradients(ReadOnlySpan{ValueTuple{Gradient, AdamVariable}})" path="/remarks|/returns|/exception"/>
    public long ApplyGradients(ReadOnlySpan<(Gradient Gradient, AdamVariable Variable)> pairs, string scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return Run(new StepRequest { Source = GradientSource.Pairs, Pairs = pairs, Scope = scope }, out _);
    }

    /// <inheritdoc/>
    public long ApplyGradients(ReadOnlySpan<(Gradient Gradient, AdamVariable Variable)> pairs, out StepReport report) =>
        Run(new StepRequest { Source = GradientSource.Pairs, Pairs = pairs, Scope = Name, WantsReport = true }, out report);

    /// <summary>One step that clips by a norm taken elsewhere: over the gradients of several optimizers, say.</summary>
    /// <param name="pairs">Gradients and their variables.</param>
    /// <param name="globalNorm">
    /// What stands for the norm of all gradients, as <see cref="GlobalNorm.Of"/> gives it. NaN and infinity make every element NaN, as a
    /// norm of gradients that are not finite does.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">The norm is negative.</exception>
    /// <exception cref="InvalidOperationException">The class does not clip by a global norm, another call runs, or the counter is at its end.</exception>
    /// <inheritdoc cref="IAdamOptimizer.ApplyGradients(ReadOnlySpan{ValueTuple{Gradient, AdamVariable}})" path="/remarks|/returns|/exception[not(contains(@cref, 'InvalidOperation'))]"/>
    public long ApplyGradients(ReadOnlySpan<(Gradient Gradient, AdamVariable Variable)> pairs, float globalNorm)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(globalNorm);
        return _stages.Has(Stages.GlobalClipNorm)
            ? Run(new StepRequest { Source = GradientSource.Pairs, Pairs = pairs, Scope = Name, GlobalNorm = globalNorm }, out _)
            : throw new InvalidOperationException($"{GetType().Name} does not clip by a global norm; add `GlobalClipNorm = 1`, or another limit, to its [AdamConfig], or give no norm.");
    }

    /// <inheritdoc/>
    public long Step() => Run(new StepRequest { Source = GradientSource.Attached, Scope = Name }, out _);

    /// <inheritdoc/>
    public long Step(out StepReport report) =>
        Run(new StepRequest { Source = GradientSource.Attached, Scope = Name, WantsReport = true }, out report);

    /// <inheritdoc/>
    public double Minimize(Func<double> loss, params ReadOnlySpan<AdamVariable> variables) =>
        Minimize(loss, new StepRequest { Source = GradientSource.Variables, Variables = variables, Scope = Name }, out _);

    /// <inheritdoc/>
    public double Minimize(Func<double> loss, ReadOnlySpan<AdamVariable> variables, out StepReport report) =>
        Minimize(loss, new StepRequest { Source = GradientSource.Variables, Variables = variables, Scope = Name, WantsReport = true }, out report);

    /// <inheritdoc/>
    public void FinalizeVariableValues() => Finalize(_runner.Model?.State.Variables);

    /// <inheritdoc/>
    public void FinalizeVariableValues(params ReadOnlySpan<AdamVariable> variables) => Finalize(variables);

    /// <summary>Copies of all <see cref="Variables"/>, in their order: the counter as one long, the rest as floats.</summary>
    /// <remarks>The original has no such method (D17). A callback may call it.</remarks>
    /// <exception cref="InvalidOperationException">A slot has more elements than an array holds, or another call runs.</exception>
    /// <exception cref="ObjectDisposedException">The optimizer is disposed.</exception>
    public Array[] GetWeights()
    {
        using CallGuard.Scope call = Guard.Reading(this);
        return Weights.Get(_variables);
    }

    /// <summary>Restores what <see cref="GetWeights"/> gave: as many arrays, of the same types and lengths, or nothing changes.</summary>
    /// <param name="weights">The counter as one long, the rest as floats; any bits are accepted, NaN included.</param>
    /// <exception cref="InvalidOperationException">The optimizer is not built, or another call runs.</exception>
    /// <exception cref="ArgumentException">Another number of arrays, or one of another type or length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The counter is negative.</exception>
    /// <exception cref="ObjectDisposedException">The optimizer is disposed.</exception>
    public void SetWeights(IReadOnlyList<Array> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        using CallGuard.Scope call = Guard.Call(this);
        if (!IsBuilt)
        {
            throw new InvalidOperationException("The optimizer has no slots yet; call Build with the same variables before SetWeights.");
        }

        _runner.Iterations = Weights.Set(weights, _variables);
    }

    /// <summary>Frees the slots, at the end of a call that runs. Variables keep their values; every later call throws.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>One pass of an instruction set's emitted loop over the elements of one range. Emitted.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected abstract void EmittedUpdate(InstructionSet instructionSet, in UpdateStreams streams, in StepScalars scalars);

    /// <summary>Frees the slots.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            Guard.Close();
        }
    }

    /// <summary>Takes the step of a request; every way to a step comes through here.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal long Run(in StepRequest request, out StepReport report)
    {
        report = default;
        Guard.Enter(this);
        try
        {
            return _runner.Run(in request, ref report);
        }
        finally
        {
            _runner.End();
            Guard.Exit();
        }
    }

    /// <summary>The emitted loop, for the runner.</summary>
    internal void RunEmitted(in UpdateStreams streams, in StepScalars scalars) => EmittedUpdate(ActiveInstructionSet, in streams, in scalars);

    /// <summary>Shows the slots of what Build has made.</summary>
    internal void Adopt(StepModel model) => _variables = new ReadOnlyCollection<OptimizerVariable>(SlotNames.List(this, _variables[0], model.State, model.Scope));

    private double Minimize(Func<double> loss, in StepRequest request, out StepReport report)
    {
        ArgumentNullException.ThrowIfNull(loss);
        Guard.ThrowIfClosed(this);
        double value = loss();
        Run(in request, out report);
        return value;
    }

    private void Finalize(ReadOnlySpan<AdamVariable> variables)
    {
        using CallGuard.Scope call = Guard.Call(this);
        if (UseEma)
        {
            StepModel model = _runner.Model ?? throw new InvalidOperationException("The optimizer has no averages yet; take a step or call Build first.");
            model.State.CopyAverages(variables);
        }
    }

    private void Free()
    {
        _runner.Dispose();
        Scale?.Dispose();
    }
}
