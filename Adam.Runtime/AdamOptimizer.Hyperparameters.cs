using System;
using System.Globalization;
using Adam.Configs;
using Adam.Steps;

namespace Adam;

/// <content>The numbers that may change between steps (D18).</content>
public abstract partial class AdamOptimizer
{
    private LearningRate _learningRate;
    private bool _rateIsUsed;
    private Hyperparameter _beta1;
    private Hyperparameter _beta2;
    private Hyperparameter _epsilon;
    private Hyperparameter? _weightDecay;
    private double? _clipNorm;
    private double? _clipValue;
    private double? _unusedClipValue;
    private double? _globalClipNorm;
    private double _emaMomentum;
    private int? _emaOverwriteFrequency;

    /// <summary>
    /// The learning rate. Its value is the one that the last step used, kept in binary32: 0.001 reads as
    /// 0.0010000000474974513. Before the first step a schedule shows that step's value.
    /// </summary>
    /// <remarks>A schedule replaces whatever is there, and shows the rate of the last step until the next one. Source: S1.4, S8.1, S8.3.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is NaN.</exception>
    /// <exception cref="InvalidOperationException">
    /// The value is a number or a callable while a schedule is in place, which would set the rate again at the next step.
    /// </exception>
    public LearningRate LearningRate
    {
        get => !_rateIsUsed && _learningRate.Schedule is { } schedule ? _learningRate.Showing(schedule.ValueAt(Iterations)) : _learningRate;
        set
        {
            if (value.Schedule is null && _learningRate.Schedule is { } current)
            {
                throw new InvalidOperationException(
                    $"`LearningRate` is set to {(value.Callable is null ? Text(value.Value) : "a callable")} while a schedule ({current.GetType().Name}) is in place; set a schedule, such as new ConstantSchedule(rate) for a fixed rate.");
            }

            NaNCheck.Given(value.Fixed, nameof(LearningRate));
            _numbersStand = false;
            _learningRate = value.Schedule is not null ? value.Showing((float)_learningRate.Value)
                : value.Callable is null ? value.Showing((float)value.Value)
                : value;
        }
    }

    /// <summary>Decay rate of the first moment, meant to be in [0, 1). Any number but NaN passes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is NaN.</exception>
    /// <remarks>Source: S1.3, S5.2.</remarks>
    public Hyperparameter Beta1
    {
        get => _beta1;
        set
        {
            NaNCheck.Given(value.Fixed, nameof(Beta1));
            _numbersStand = false;
            _beta1 = value;
        }
    }

    /// <summary>Decay rate of the second moment, meant to be in [0, 1). Any number but NaN passes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is NaN.</exception>
    /// <remarks>Source: S1.3, S5.2.</remarks>
    public Hyperparameter Beta2
    {
        get => _beta2;
        set
        {
            NaNCheck.Given(value.Fixed, nameof(Beta2));
            _numbersStand = false;
            _beta2 = value;
        }
    }

    /// <summary>Added to the root of the second moment, meant to be greater than 0. Any number but NaN passes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is NaN.</exception>
    /// <remarks>Source: S1.3, S5.4.</remarks>
    public Hyperparameter Epsilon
    {
        get => _epsilon;
        set
        {
            NaNCheck.Given(value.Fixed, nameof(Epsilon));
            _numbersStand = false;
            _epsilon = value;
        }
    }

    /// <summary>Decoupled weight decay; null where the class has no such stage. Any number but NaN passes.</summary>
    /// <exception cref="ArgumentException">A number for a class without the stage, or null for one with it.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The value is NaN.</exception>
    /// <remarks>Source: S1.3, S4.1.</remarks>
    public Hyperparameter? WeightDecay
    {
        get => _weightDecay;
        set
        {
            NaNCheck.Given(value?.Fixed, nameof(WeightDecay));
            if (!_stages.WeightDecay && value?.Callable is not null)
            {
                throw new ArgumentException(
                    $"`WeightDecay` is a callable, and {GetType().Name} has no stage for it; add `WeightDecay = 0` to its [AdamConfig], and give the callable here.", nameof(value));
            }

            RequireStage(_stages.WeightDecay, nameof(WeightDecay), value?.Value);
            if (value is null && _stages.WeightDecay)
            {
                throw new ArgumentException("`WeightDecay` is null, and the class has that stage; leave it out of the attribute, or exclude the variables.", nameof(value));
            }

            _numbersStand = false;
            _weightDecay = value;
        }
    }

    /// <summary>Limit of each gradient's norm; null or not greater than zero: no limit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is NaN.</exception>
    /// <remarks>Source: S3.7, S13.1, D19.</remarks>
    /// <exception cref="ArgumentException">A limit for a class without the stage, or no limit where that would let an unused `ClipValue` take over.</exception>
    public double? ClipNorm
    {
        get => _clipNorm;
        set
        {
            _clipNorm = CheckNormLimit(_stages.ClipNorm, nameof(ClipNorm), value);
            _numbersStand = false;
        }
    }

    /// <summary>Limit of each element's magnitude; null or not greater than zero: no limit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is NaN.</exception>
    /// <remarks>Source: S13.3, D19.</remarks>
    /// <exception cref="ArgumentException">A limit for a class without the stage.</exception>
    public double? ClipValue
    {
        get => _clipValue;
        set
        {
            NaNCheck.Given(value, nameof(ClipValue));

            // A norm limit leaves no stage for this one, whatever the attribute says (S3.7).
            string? norm = _stages.ClipNorm ? nameof(ClipNorm) : _stages.GlobalClipNorm ? nameof(GlobalClipNorm) : null;
            RequireStage(
                _stages.ClipValue,
                nameof(ClipValue),
                Positive(value),
                value is double limit && norm is not null ? $"{nameof(ClipValue)} = {Text(limit)}` in place of `{norm}" : null);
            _numbersStand = false;
            _clipValue = _stages.ClipValue ? value : null;
        }
    }

    /// <summary>Limit of the norm of all gradients of a call; null or not greater than zero: no limit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is NaN.</exception>
    /// <remarks>Source: S3.7, S13.2, D19.</remarks>
    /// <exception cref="ArgumentException">A limit for a class without the stage, or no limit where that would let an unused `ClipValue` take over.</exception>
    public double? GlobalClipNorm
    {
        get => _globalClipNorm;
        set
        {
            _globalClipNorm = CheckNormLimit(_stages.GlobalClipNorm, nameof(GlobalClipNorm), value);
            _numbersStand = false;
        }
    }

    /// <summary>Momentum of the moving average, in [0, 1].</summary>
    /// <remarks>Source: S1.9, S7.2, D24.</remarks>
    /// <exception cref="ArgumentException">The class keeps no averages.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside [0, 1] or NaN.</exception>
    public double EmaMomentum
    {
        get => _emaMomentum;
        set
        {
            NaNCheck.Given(value, nameof(EmaMomentum));
            RequireStage(_stages.UseEma, nameof(EmaMomentum), value, "UseEma = true");
            if (value is < 0 or > 1)
            {
                throw new ArgumentOutOfRangeException(nameof(value), value, $"`EmaMomentum` is {Text(value)}; it must be in [0, 1].");
            }

            _numbersStand = false;
            _emaMomentum = value;
        }
    }

    /// <summary>Steps between two overwrites of the variables by their averages, at least 1; null or 0: never.</summary>
    /// <remarks>Source: S1.9, S7.3.</remarks>
    /// <exception cref="ArgumentException">The class keeps no averages.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int? EmaOverwriteFrequency
    {
        get => _emaOverwriteFrequency;
        set
        {
            RequireStage(_stages.UseEma, nameof(EmaOverwriteFrequency), value is 0 ? null : value, "UseEma = true");
            if (value < 0)
            {
                throw new ArgumentOutOfRangeException(nameof(value), value, $"`EmaOverwriteFrequency` is {value}; it must be at least 1, or 0 for never.");
            }

            _emaOverwriteFrequency = value is 0 ? null : value;
        }
    }

    /// <summary>Whether the maximum of the second moments divides the step; fixed by the attribute.</summary>
    public bool Amsgrad => _stages.Amsgrad;

    /// <summary>Whether epsilon is scaled by the second moment's bias correction; fixed by the attribute.</summary>
    public bool AdaptiveEpsilon => _stages.AdaptiveEpsilon;

    /// <summary>Whether averages of the variables are kept; fixed by the attribute.</summary>
    public bool UseEma => _stages.UseEma;

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private void SetHyperparameters(AdamOptions options)
    {
        // A configuration is complete: what it leaves out is off, whatever the attribute says.
        bool complete = options.Source is not null;
        if (options.Source is { } source)
        {
            StructureMatch.Check(source, in _stages, GetType());
            _source = source;
        }

        _unusedClipValue = complete ? (_stages.ClipValue ? null : options.Source!.ClipValue?.Value) : _configuration.UnusedClipValue;
        LearningRate = options.LearningRate ?? _configuration.LearningRate;
        Beta1 = options.Beta1 ?? _configuration.Beta1;
        Beta2 = options.Beta2 ?? _configuration.Beta2;
        Epsilon = options.Epsilon ?? _configuration.Epsilon;
        WeightDecay = options.WeightDecay ?? _configuration.WeightDecay;
        ClipValue = options.ClipValue ?? (complete ? null : _configuration.ClipValue);
        if (_stages.ClipNorm || options.ClipNorm is not null)
        {
            ClipNorm = options.ClipNorm ?? (complete ? null : _configuration.ClipNorm);
        }

        if (_stages.GlobalClipNorm || options.GlobalClipNorm is not null)
        {
            GlobalClipNorm = options.GlobalClipNorm ?? (complete ? null : _configuration.GlobalClipNorm);
        }

        if (_stages.UseEma || options.EmaMomentum is not null)
        {
            EmaMomentum = options.EmaMomentum ?? _configuration.EmaMomentum!.Value;
        }

        EmaOverwriteFrequency = options.EmaOverwriteFrequency ?? (complete ? null : _configuration.EmaOverwriteFrequency);
    }

    private double? CheckNormLimit(bool hasStage, string name, double? value)
    {
        NaNCheck.Given(value, name);
        RequireStage(hasStage, name, value > 0 ? value : null);
        if (hasStage && !(value > 0) && _unusedClipValue is > 0 and double unused)
        {
            throw new ArgumentException(
                $"`{name}` is {(value is double v ? Text(v) : "null")}, which switches it off, so that `ClipValue` = {Text(unused)} would take over, and the class has no stage for it; remove one of the two from the attribute.");
        }

        return hasStage ? value : null;
    }

    private void RequireStage(bool hasStage, string name, double? value, string? argument = null)
    {
        if (!hasStage && value is double given)
        {
            throw new ArgumentException(
                $"`{name}` is {Text(given)}, and {GetType().Name} has no stage for it; add `{argument ?? $"{name} = {Text(given)}"}` to its [AdamConfig].");
        }
    }
}
