using System;
using Adam.Configs;
using Adam.Shared;

namespace Adam;

/// <summary>Run-time numbers of an optimizer. Whatever is null keeps the value of the class's <see cref="AdamConfigAttribute"/>.</summary>
/// <remarks>
/// Numbers can be changed here, stages cannot: a number for a stage that the class does not have makes the constructor throw an
/// <see cref="ArgumentException"/> that says which attribute argument to add (D18). NaN is an error where it is given (D24).
/// </remarks>
public sealed class AdamOptions
{
    private readonly Hyperparameter?[] _given = new Hyperparameter?[Options.All.Length];

    /// <summary>The learning rate, per step: a number, a schedule or a delegate.</summary>
    /// <remarks>Source: S1.4, S8.2, D12.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is NaN.</exception>
    public Hyperparameter? LearningRate
    {
        get => Given(Options.LearningRate);
        set => Give(Options.LearningRate, value);
    }

    /// <summary>Decay rate of the first moment, meant to be in [0, 1).</summary>
    /// <remarks>Source: S5.1, S5.2.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is NaN.</exception>
    public Hyperparameter? Beta1
    {
        get => Given(Options.Beta1);
        set => Give(Options.Beta1, value);
    }

    /// <summary>Decay rate of the second moment, meant to be in [0, 1).</summary>
    /// <remarks>Source: S5.1, S5.2.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is NaN.</exception>
    public Hyperparameter? Beta2
    {
        get => Given(Options.Beta2);
        set => Give(Options.Beta2, value);
    }

    /// <summary>Added to the root of the second moment.</summary>
    /// <remarks>Source: S5.4.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is NaN.</exception>
    public Hyperparameter? Epsilon
    {
        get => Given(Options.Epsilon);
        set => Give(Options.Epsilon, value);
    }

    /// <summary>Decoupled weight decay. The class must have that stage.</summary>
    /// <remarks>Source: S4.1.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is NaN.</exception>
    public Hyperparameter? WeightDecay
    {
        get => Given(Options.WeightDecay);
        set => Give(Options.WeightDecay, value);
    }

    /// <summary>Limit of each gradient's norm; not greater than zero: no limit. The class must have that stage.</summary>
    /// <remarks>Source: S13.1, D19.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is NaN.</exception>
    public double? ClipNorm
    {
        get => Given(Options.ClipNorm)?.Value;
        set => Give(Options.ClipNorm, value);
    }

    /// <summary>Limit of each element; not greater than zero: no limit. The class must have that stage.</summary>
    /// <remarks>Source: S13.3, D19.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is NaN.</exception>
    public double? ClipValue
    {
        get => Given(Options.ClipValue)?.Value;
        set => Give(Options.ClipValue, value);
    }

    /// <summary>Limit of the norm of all gradients; not greater than zero: no limit. The class must have that stage.</summary>
    /// <remarks>Source: S13.2, D19.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is NaN.</exception>
    public double? GlobalClipNorm
    {
        get => Given(Options.GlobalClipNorm)?.Value;
        set => Give(Options.GlobalClipNorm, value);
    }

    /// <summary>Momentum of the moving average, in [0, 1]. The class must keep averages.</summary>
    /// <remarks>Source: S7.2.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is NaN.</exception>
    public double? EmaMomentum
    {
        get => Given(Options.EmaMomentum)?.Value;
        set => Give(Options.EmaMomentum, value);
    }

    /// <summary>Steps between two overwrites by the averages, at least 1, or 0 for never. The class must keep averages.</summary>
    /// <remarks>Source: S7.3.</remarks>
    public int? EmaOverwriteFrequency
    {
        get => (int?)Given(Options.EmaOverwriteFrequency)?.Value;
        set => Give(Options.EmaOverwriteFrequency, value);
    }

    /// <summary>The optimizer's name and the scope of its variables' names.</summary>
    /// <remarks>Source: S1.11, S2.5.</remarks>
    public string? Name { get; set; }

    /// <summary>The instruction set to run instead of the best one. All give the same bits; the others are slower.</summary>
    public InstructionSet? InstructionSet { get; set; }

    /// <summary>
    /// How many threads a step may run on, the caller's included; at least 1. Default: the number of processors. All numbers give the
    /// same bits, and a model of fewer than 32,768 elements runs on one anyway.
    /// </summary>
    public int? MaxDegreeOfParallelism { get; set; }

    /// <summary>
    /// The slowest instruction set that will do, in the order of <see cref="Adam.InstructionSet"/>. Where the optimizer would run a
    /// slower one, its constructor throws <see cref="PlatformNotSupportedException"/>. Null: any will do.
    /// </summary>
    /// <remarks>
    /// For programs published ahead of time, which have no AVX loops unless the property <c>AdamInstructionSet</c> of their project
    /// asks for them. On arm64 the best is <see cref="InstructionSet.AdvSimd"/>, so a minimum of AVX2 refuses every arm64 processor.
    /// </remarks>
    public InstructionSet? MinimumInstructionSet { get; set; }

    /// <summary>
    /// Told once a call when some, but not all, gradients are missing; before anything changes, so that it may throw to refuse the
    /// step.
    /// </summary>
    /// <remarks>Source: D10.</remarks>
    public Action<MissingGradients>? OnMissingGradients { get; set; }

    /// <summary>The configuration that these options were made from, whose stages the class must have; null where they were not.</summary>
    internal AdamConfigValues? Source { get; init; }

    /// <summary>Options with all numbers of a configuration (<see cref="AdamConfigDocument.Parse"/>), for the constructor of a class that has its stages.</summary>
    /// <param name="json">The text that <see cref="AdamConfigDocument.ToJson"/> or the original wrote.</param>
    /// <param name="registry">Knows the schedules; null for those of this library.</param>
    /// <exception cref="ArgumentException">The text is not such a configuration; the message names the key.</exception>
    public static AdamOptions FromConfig(string json, ScheduleRegistry? registry = null) => AdamConfigDocument.Parse(json, registry).ToOptions();

    /// <summary>What a step does when a gradient is not finite. Null: <see cref="Adam.NonFiniteGradients.LetThrough"/>, as the original does.</summary>
    public NonFiniteGradients? NonFiniteGradients { get; set; }

    /// <summary>
    /// Told after each step, a skipped one included, what it did; null: nobody is. Then the norm of the gradients is taken only
    /// where a limit needs it. An exception in it cannot undo the step.
    /// </summary>
    public Action<StepReport>? OnStep { get; set; }

    internal Hyperparameter? Given(Option option) => _given[option.Index];

    internal void Give(Option option, Hyperparameter? value)
    {
        NaNCheck.Given(value?.Fixed, option.Name);
        _given[option.Index] = value;
    }
}
