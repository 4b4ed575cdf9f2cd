using System;
using System.Collections.Generic;
using System.Linq;
using Adam.Keras.State;

namespace Adam.Keras;

/// <summary>The state of one optimizer, as a file holds it. Immutable.</summary>
/// <remarks>It depends on the file no longer. <see cref="ApplyTo(AdamOptimizer)"/> puts it into an optimizer, <see cref="ToOptions"/> gives the numbers.</remarks>
public sealed class KerasOptimizerState
{
    private readonly Dictionary<(KerasSlot, int), KerasVariable> _slots = [];
    private readonly long _counter;

    internal KerasOptimizerState(string file, KerasDialect dialect, IReadOnlyList<KerasVariable> variables)
    {
        File = file;
        Dialect = dialect;
        Variables = variables;
        foreach (KerasVariable variable in variables)
        {
            _slots.TryAdd((variable.Slot!.Value, variable.Position), variable);
            Count = Math.Max(Count, variable.Position + 1);
        }

        _counter = Scalars.Count(_slots[(KerasSlot.Iteration, -1)], file);
    }

    /// <summary>The file, or the prefix of the checkpoint.</summary>
    public string File { get; }

    /// <summary>Who wrote it.</summary>
    public KerasDialect Dialect { get; }

    /// <summary>The optimizer's path in a TensorFlow checkpoint; null for the files of Keras.</summary>
    public string? Prefix { get; internal init; }

    /// <summary>The arguments; null where the file holds none, as TensorFlow checkpoints and files of weights do.</summary>
    public KerasConfig? Config { get; internal init; }

    /// <summary>All tensors, in the order of the file's own dialect: the counter first, the rate where it is among them.</summary>
    public IReadOnlyList<KerasVariable> Variables { get; }

    /// <summary>The number of model variables that it has slots for.</summary>
    public int Count { get; }

    /// <summary>Whether it holds largest second moments.</summary>
    public bool Amsgrad => _slots.ContainsKey((KerasSlot.LargestSecondMoment, 0));

    /// <summary>Whether it holds moving averages.</summary>
    public bool UseEma => _slots.ContainsKey((KerasSlot.Average, 0));

    /// <summary>Whether it holds sums of gradients that wait for the rest of their micro-steps.</summary>
    public bool HasAccumulators => _slots.ContainsKey((KerasSlot.Accumulator, 0));

    /// <summary>The number of whole steps taken.</summary>
    public long Iterations => MicroStepsPerStep is { } steps and > 1 ? _counter / steps : _counter;

    /// <summary>How many micro-steps wait.</summary>
    public int WaitingMicroSteps => MicroStepsPerStep is { } steps and > 1 ? (int)(_counter % steps) : 0;

    /// <summary>How many micro-steps make a step; null where it does not accumulate, or where the file does not tell.</summary>
    public int? MicroStepsPerStep { get; internal init; }

    /// <summary>The learning rate as a tensor; null where the file has none. With a schedule, that of the last step.</summary>
    public double? LearningRate { get; internal init; }

    /// <summary>The decay rate of the first moment where it is kept as a tensor; else null.</summary>
    public double? Beta1 { get; internal init; }

    /// <summary>The decay rate of the second moment where it is kept as a tensor; else null.</summary>
    public double? Beta2 { get; internal init; }

    /// <summary>The decay of the rate in older classes where it is kept as a tensor; else null. The rate of step t is rate / (1 + decay * (t - 1)).</summary>
    public double? Decay { get; internal init; }

    /// <summary>The loss scale that the optimizer stands behind, where the file has it; else null.</summary>
    public float? LossScale { get; internal init; }

    /// <summary>Finite steps since the loss scale last moved, where the file has it; else null.</summary>
    public long? GrowthCounter { get; internal init; }

    /// <summary>Whether <see cref="LearningRate"/> was given by a schedule.</summary>
    internal bool RateIsScheduled { get; init; }

    /// <summary>One slot of one model variable; null where the state has none of that kind.</summary>
    /// <param name="slot">The kind.</param>
    /// <param name="position">The position of the variable; -1 for the counter and the rate.</param>
    public KerasVariable? this[KerasSlot slot, int position] => _slots.GetValueOrDefault((slot, position));

    /// <summary>
    /// The numbers that the file holds, as options for the constructor of a class that has the stages. A rate that is kept as a tensor
    /// goes before that of the arguments, as it does where Keras reads its file; a schedule goes before both.
    /// </summary>
    public AdamOptions ToOptions()
    {
        AdamOptions options = Config?.Document.ToOptions() ?? new AdamOptions();
        if (LearningRate is { } rate && !RateIsScheduled && options.LearningRate?.Schedule is null)
        {
            options.LearningRate = Decay is { } decay and not 0 ? new InverseTimeDecay(rate, 1, decay) : rate;
        }

        options.Beta1 ??= Beta1 is { } beta1 ? (Hyperparameter?)beta1 : null;
        options.Beta2 ??= Beta2 is { } beta2 ? (Hyperparameter?)beta2 : null;
        return options;
    }

    /// <summary>
    /// Puts counter and slots into an optimizer, or nothing changes. Variables are matched by name where each of the file's names is
    /// that of exactly one variable; else by their order, which must have the same shapes. No number of the optimizer changes.
    /// </summary>
    /// <param name="optimizer">Built, with as many variables, and with the slots that the state has.</param>
    /// <exception cref="KerasException">The state does not fit; all differences are named.</exception>
    /// <exception cref="InvalidOperationException">The optimizer is not built.</exception>
    /// <exception cref="ObjectDisposedException">The optimizer is disposed.</exception>
    public void ApplyTo(AdamOptimizer optimizer)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        optimizer.SetWeights(StateTransfer.Weights(this, optimizer));
    }

    /// <summary>The same for an optimizer behind a loss scale; the scale and its counter too, where the file has them.</summary>
    /// <inheritdoc cref="ApplyTo(AdamOptimizer)" path="/exception"/>
    public void ApplyTo(LossScaleOptimizer optimizer)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        Array[] weights = StateTransfer.Weights(this, optimizer.Inner);
        LossScaleState before = optimizer.GetState();
        if (LossScale is { } scale)
        {
            optimizer.SetState(new LossScaleState(scale, GrowthCounter));
        }

        try
        {
            optimizer.Inner.SetWeights(weights);
        }
        catch
        {
            // Both or neither.
            optimizer.SetState(before);
            throw;
        }
    }

    /// <summary>The waiting sums, for a <see cref="GradientAccumulator"/> of an optimizer that the state was put into.</summary>
    /// <param name="optimizer">That optimizer: its order of variables is that of the sums.</param>
    /// <exception cref="KerasException">The state does not fit.</exception>
    public AccumulatorState ToAccumulatorState(AdamOptimizer optimizer)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        return WaitingMicroSteps == 0
            ? new AccumulatorState(0, [])
            : new AccumulatorState(WaitingMicroSteps, [.. StateTransfer.Positions(this, optimizer).Select(position => this[KerasSlot.Accumulator, position]!.ToSingles())]);
    }

    /// <summary>Refuses a state whose counter cannot be understood.</summary>
    internal KerasOptimizerState Checked() => HasAccumulators && MicroStepsPerStep is not > 1
        ? throw new KerasException(
            KerasProblem.Ambiguous, File, $"it holds waiting sums of gradients and does not say how many micro-steps make a step; give it in `{nameof(KerasReadOptions)}.{nameof(KerasReadOptions.GradientAccumulationSteps)}`.")
        : this;
}
