using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Globalization;
using Adam.Lanes;
using Adam.State;
using Adam.Steps;

namespace Adam;

/// <summary>
/// The Adam optimizer (Kingma and Ba, 2015) with the bits of <c>tf_keras.optimizers.Adam</c> 2.21.0 on a CPU. A class with
/// <see cref="AdamConfigAttribute"/> derives from it and brings the update loop.
/// </summary>
/// <remarks>
/// Every call checks its arguments first: after an exception no variable, slot or counter has changed (D6). Not thread-safe: one
/// call at a time. The state lives in native memory that <see cref="Dispose()"/> frees at once and a finalizer frees otherwise.
/// </remarks>
public abstract partial class AdamOptimizer : IDisposable
{
    private readonly AdamConfiguration _configuration;
    private readonly Stages _stages;
    private readonly ScalarCalculator _calculator;
    private OptimizerState? _state;
    private DecayExclusions _exclusions = DecayExclusions.None;
    private OptimizerVariable[] _variables;
    private long _iterations;
    private bool _disposed;

    /// <summary>Takes the attribute's numbers, and those of the options where they are given.</summary>
    /// <exception cref="ArgumentException">An option is out of range, or belongs to a stage that the class does not have.</exception>
    /// <exception cref="PlatformNotSupportedException">The instruction set that the options ask for cannot run here, or a better one than can.</exception>
    protected AdamOptimizer(AdamOptions? options = null)
    {
        // The emitted override returns a constant of its own class, so it needs nothing that this constructor has yet to set up.
#pragma warning disable CA2214 // Do not call overridable methods in constructors
        _configuration = Configuration;
#pragma warning restore CA2214
        _stages = _configuration.Stages;
        _calculator = new ScalarCalculator(_stages);
        _variables = [new OptimizerVariable(this, "iteration", [], 1, -1)];
        Name = options?.Name ?? _configuration.Name;
        ActiveInstructionSet = InstructionSets.Choose(options?.InstructionSet, options?.MinimumInstructionSet);
        MaxDegreeOfParallelism = CheckDegree(options?.MaxDegreeOfParallelism);
        OnMissingGradients = options?.OnMissingGradients;
        OnStep = options?.OnStep;
        NonFiniteGradients = options?.NonFiniteGradients ?? NonFiniteGradients.LetThrough;
        SetHyperparameters(options ?? new AdamOptions());
    }

    /// <summary>The name: label and scope of the optimizer's variables (S1.11).</summary>
    public string Name { get; }

    /// <summary>The instruction set whose loop this optimizer runs.</summary>
    public InstructionSet ActiveInstructionSet { get; }

    /// <summary>Told once a call when some gradients are missing, before anything changes (D10). Null: nobody is.</summary>
    public Action<MissingGradients>? OnMissingGradients { get; set; }

    /// <summary>Whether slots exist.</summary>
    public bool IsBuilt => _state is not null;

    /// <summary>The number of steps taken (S2.1). It may be set until the optimizer is built (S2.10).</summary>
    /// <exception cref="InvalidOperationException">The optimizer is built already.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public long Iterations
    {
        get => _iterations;
        set
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_state is not null)
            {
                throw new InvalidOperationException($"`Iterations` is {_iterations} and the optimizer is built; set it before Build, or restore it with SetWeights.");
            }

            _iterations = CheckIterations(value);
        }
    }

    /// <summary>
    /// The optimizer's own variables: the step counter, all averages, m and v of each variable in turn, all vhat (S2.3). Only the
    /// counter before Build. The rate is not among them.
    /// </summary>
    public IReadOnlyList<OptimizerVariable> Variables => _variables;

    internal bool IsDisposed => _disposed;

    internal StateBuffer Slots
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _state!.Buffer;
        }
    }

    /// <summary>Makes tests run one spelling of the loop on all lanes. Null: the check decides.</summary>
    internal bool? ForceFlushing { get; set; }

    /// <summary>Makes tests fetch ahead or not, whatever the size. Null: the size decides.</summary>
    internal bool? ForceFetching { get; set; }

    /// <summary>Makes tests clear squares of tiny gradients or not. Null: the processor and some of the gradients decide.</summary>
    internal bool? ForceClearing { get; set; }

    /// <summary>Makes tests take either way to a square root. Default: the one that suits this processor.</summary>
    internal bool SparesDivider { get; set; } = Processor.HasSlowDivider;

    /// <summary>What the attribute says. Emitted.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected abstract AdamConfiguration Configuration { get; }

    /// <summary>
    /// Makes the slots of all variables; only the first call does anything (S2.2). <see cref="ApplyGradients(ReadOnlySpan{ValueTuple{Gradient, AdamVariable}})"/>
    /// does it by itself with the variables of its first call. Slot names then have the optimizer's name in front; after a direct
    /// Build they have none (S2.5).
    /// </summary>
    /// <exception cref="ArgumentException">A variable is null or stands in the list twice, or two share memory.</exception>
    /// <exception cref="OutOfMemoryException">The slots do not fit into memory.</exception>
    /// <exception cref="ObjectDisposedException">The optimizer is disposed.</exception>
    public void Build(params ReadOnlySpan<AdamVariable> variables)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_state is null)
        {
            Adopt(new OptimizerState(variables, _stages, _exclusions), scope: "");
        }
    }

    /// <summary>Excludes variables from weight decay, until the next call, which replaces this one's lists (S4.3).</summary>
    /// <param name="variables">Variables, by identity; null for none.</param>
    /// <param name="names">.NET regular expressions, culture-invariant, searched anywhere in the variable's name (D7, D21); null for none.</param>
    /// <exception cref="InvalidOperationException">The optimizer is built already.</exception>
    /// <exception cref="ArgumentException">A variable is null, or a pattern is not a regular expression.</exception>
    /// <exception cref="ObjectDisposedException">The optimizer is disposed.</exception>
    public void ExcludeFromWeightDecay(IEnumerable<AdamVariable>? variables = null, IEnumerable<string>? names = null)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_state is not null)
        {
            throw new InvalidOperationException("The optimizer is built; exclude variables from weight decay before Build and before the first step.");
        }

        _exclusions = new DecayExclusions(variables ?? [], names ?? []);
    }

    /// <summary>Frees the slots. Variables keep their values; every later call throws.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>One pass of the emitted loop over the elements of one range. Emitted.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected abstract void Update(in UpdateStreams streams, in StepScalars scalars);

    /// <summary>Frees the slots.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing && !_disposed)
        {
            _disposed = true;
            _pool?.Dispose();
            _state?.Dispose();
        }
    }

    private static long CheckIterations(long value) =>
        value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, $"`Iterations` is {value.ToString(CultureInfo.InvariantCulture)}; it counts steps and must not be negative.");

    /// <summary>Takes over a new state and names its slots (S2.3, S2.5).</summary>
    private void Adopt(OptimizerState state, string scope)
    {
        var variables = new List<OptimizerVariable> { _variables[0] };
        string prefix = scope.Length == 0 ? "" : scope + "/";
        void Add(SlotKind kind, string name, int i)
        {
            if (state.Layout.Has(kind))
            {
                AdamVariable variable = state.Variables[i];
                variables.Add(new OptimizerVariable(
                    this, $"{prefix}{name}/{variable.Name}", variable.Dimensions.ToArray(), variable.Length, state.Layout.Offset(kind, i)));
            }
        }

        int count = state.Variables.Length;
        for (int i = 0; i < count; i++)
        {
            Add(SlotKind.Average, "average", i);
        }

        for (int i = 0; i < count; i++)
        {
            Add(SlotKind.FirstMoment, "m", i);
            Add(SlotKind.SecondMoment, "v", i);
        }

        for (int i = 0; i < count; i++)
        {
            Add(SlotKind.LargestSecondMoment, "vhat", i);
        }

        _variables = [.. variables];
        _state = state;
    }
}
