using System;
using Adam.Configs;
using Adam.Lanes;
using Adam.Numbers;
using Adam.Shared;

namespace Adam;

/// <content>The numbers that may change between steps (D18), and all arguments as a configuration.</content>
public abstract partial class AdamOptimizer
{
    private readonly OptimizerNumbers _numbers;

    /// <summary>
    /// The learning rate. Its value is the one that the last step used, kept in binary32: 0.001 reads as
    /// 0.0010000000474974513. Before the first step a schedule shows that step's value.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is NaN.</exception>
    /// <exception cref="InvalidOperationException">
    /// The value is a number or a delegate while a schedule is in place, which would set the rate again at the next step.
    /// </exception>
    /// <remarks>A schedule replaces whatever is there, and shows the rate of the last step until the next one. Source: S1.4, S8.1, S8.3.</remarks>
    public Hyperparameter LearningRate
    {
        get => _numbers.RateAt(Iterations);
        set => Set(Options.LearningRate, value);
    }

    /// <summary>Decay rate of the first moment, meant to be in [0, 1). Any number but NaN passes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is NaN.</exception>
    /// <remarks>Source: S1.3, S5.2.</remarks>
    public Hyperparameter Beta1
    {
        get => _numbers[Options.Beta1];
        set => Set(Options.Beta1, value);
    }

    /// <summary>Decay rate of the second moment, meant to be in [0, 1). Any number but NaN passes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is NaN.</exception>
    /// <remarks>Source: S1.3, S5.2.</remarks>
    public Hyperparameter Beta2
    {
        get => _numbers[Options.Beta2];
        set => Set(Options.Beta2, value);
    }

    /// <summary>Added to the root of the second moment, meant to be greater than 0. Any number but NaN passes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is NaN.</exception>
    /// <remarks>Source: S1.3, S5.4.</remarks>
    public Hyperparameter Epsilon
    {
        get => _numbers[Options.Epsilon];
        set => Set(Options.Epsilon, value);
    }

    /// <summary>Decoupled weight decay; <see cref="Hyperparameter.None"/> where the class has no such stage. Any number but NaN passes.</summary>
    /// <exception cref="ArgumentException">A number for a class without the stage, or none for one with it.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The value is NaN.</exception>
    /// <remarks>Source: S1.3, S4.1.</remarks>
    public Hyperparameter WeightDecay
    {
        get => _numbers[Options.WeightDecay];
        set => Set(Options.WeightDecay, value);
    }

    /// <summary>Limit of each gradient's norm; null or not greater than zero: no limit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is NaN.</exception>
    /// <exception cref="ArgumentException">A limit for a class without the stage, or no limit where that would let an unused `ClipValue` take over.</exception>
    /// <remarks>Source: S3.7, S13.1, D19.</remarks>
    public double? ClipNorm
    {
        get => _numbers.Number(Options.ClipNorm);
        set => Set(Options.ClipNorm, Hyperparameter.OrNone(value));
    }

    /// <summary>Limit of each element's magnitude; null or not greater than zero: no limit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is NaN.</exception>
    /// <exception cref="ArgumentException">A limit for a class without the stage.</exception>
    /// <remarks>Source: S13.3, D19.</remarks>
    public double? ClipValue
    {
        get => _numbers.Number(Options.ClipValue);
        set => Set(Options.ClipValue, Hyperparameter.OrNone(value));
    }

    /// <summary>Limit of the norm of all gradients of a call; null or not greater than zero: no limit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is NaN.</exception>
    /// <exception cref="ArgumentException">A limit for a class without the stage, or no limit where that would let an unused `ClipValue` take over.</exception>
    /// <remarks>Source: S3.7, S13.2, D19.</remarks>
    public double? GlobalClipNorm
    {
        get => _numbers.Number(Options.GlobalClipNorm);
        set => Set(Options.GlobalClipNorm, Hyperparameter.OrNone(value));
    }

    /// <summary>Momentum of the moving average, in [0, 1]; 0 where the class keeps none.</summary>
    /// <exception cref="ArgumentException">The class keeps no averages.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside [0, 1] or NaN.</exception>
    /// <remarks>Source: S1.9, S7.2, D24.</remarks>
    public double EmaMomentum
    {
        get => _numbers[Options.EmaMomentum].Value;
        set => Set(Options.EmaMomentum, value);
    }

    /// <summary>Steps between two overwrites of the variables by their averages, at least 1; null or 0: never.</summary>
    /// <exception cref="ArgumentException">The class keeps no averages.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    /// <remarks>Source: S1.9, S7.3.</remarks>
    public int? EmaOverwriteFrequency
    {
        get => (int?)_numbers.Number(Options.EmaOverwriteFrequency);
        set => Set(Options.EmaOverwriteFrequency, Hyperparameter.OrNone(value));
    }

    /// <summary>Whether the maximum of the second moments divides the step; fixed by the attribute.</summary>
    public bool Amsgrad => _stages.Has(Stages.Amsgrad);

    /// <summary>Whether epsilon is scaled by the second moment's bias correction; fixed by the attribute.</summary>
    public bool AdaptiveEpsilon => _stages.Has(Stages.AdaptiveEpsilon);

    /// <summary>Whether averages of the variables are kept; fixed by the attribute.</summary>
    public bool UseEma => _stages.Has(Stages.UseEma);

    /// <summary>
    /// The arguments as they are now, in the original's keys and order. A rate that a schedule gives is written as the schedule, any
    /// other as the number in binary32.
    /// </summary>
    /// <param name="registry">Knows the schedules; null for those of this library.</param>
    /// <exception cref="InvalidOperationException">
    /// A number is given by a delegate, or another one than the rate by a schedule; it is infinite, which JSON cannot hold; or the schedule is
    /// of a class that is not registered.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The optimizer is disposed.</exception>
    /// <remarks>Source: S9.1, S9.2.</remarks>
    public AdamConfigDocument GetConfig(ScheduleRegistry? registry = null)
    {
        Guard.ThrowIfClosed(this);
        return new AdamConfigDocument(NumberConfig.Of(Name, _stages, _numbers), registry ?? ScheduleRegistry.LibraryOnly);
    }

    internal Stages Stages => _stages;

    internal OptimizerNumbers Numbers => _numbers;

    private void Set(Option option, Hyperparameter value)
    {
        Guard.ThrowIfClosed(this);
        _numbers.Set(option, value);
    }
}
