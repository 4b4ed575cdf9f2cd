using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Adam.Configs;
using Adam.Lanes;
using Adam.Shared;
using Adam.Steps;

namespace Adam.Numbers;

/// <summary>The numbers of an optimizer that may change between steps (D18): as they are given, as the step at hand uses them, and what is shown of them.</summary>
internal sealed class OptimizerNumbers
{
    private readonly NumberRules _rules;
    private readonly Hyperparameter[] _given = new Hyperparameter[Options.All.Length];
    private double[] _values = new double[Options.All.Length];
    private double[] _spare = new double[Options.All.Length];
    private StepNumbers _step;
    private bool _changed;
    private bool _asks;
    private bool _isUsed;

    /// <summary>The options' numbers, and the attribute's where they give none.</summary>
    /// <exception cref="ArgumentException">A number is out of range, or for a stage that the class does not have.</exception>
    public OptimizerNumbers(AdamConfiguration configuration, AdamOptions options, Type type)
    {
        // A configuration is complete: what it leaves out is off, whatever the attribute says.
        Source = options.Source;
        if (Source is { } source)
        {
            StructureMatch.Check(source, configuration.Stages, type);
        }

        _step = new StepNumbers(_values, 0);
        Stages stages = configuration.Stages;
        double? clipValue = Source is null ? configuration.Number(Options.ClipValue) : Source.Number(Options.ClipValue)?.Value;
        UnusedClipValue = stages.Has(Stages.ClipValue) ? null : clipValue;
        _rules = new NumberRules(stages, type, UnusedClipValue);
        Array.Fill(_given, Hyperparameter.None);
        foreach (Option option in Options.All)
        {
            if (option.IsNumber && (options.Given(option) ?? Standard(option, configuration)) is { } value)
            {
                Set(option, value, nameof(options));
            }
        }
    }

    /// <summary>The configuration that the numbers come from, or null.</summary>
    public AdamConfigValues? Source { get; }

    /// <summary>A limit on elements that is given and that no stage serves, because a norm limit wins (S3.7).</summary>
    public double? UnusedClipValue { get; }

    /// <summary>A number as it is given and shown.</summary>
    public Hyperparameter this[Option option] => _given[option.Index];

    /// <summary>A number that is nobody's to ask for; null where it is off.</summary>
    public double? Number(Option option) => _given[option.Index].Fixed;

    /// <summary>The rate; before the first step a schedule shows that step's (S1.4a).</summary>
    public Hyperparameter RateAt(long iterations) =>
        !_isUsed && this[Options.LearningRate] is { Schedule: { } schedule } rate ? rate.Showing(schedule.ValueAt(iterations)) : this[Options.LearningRate];

    /// <summary>Sets a number, or changes nothing.</summary>
    /// <param name="option">Which one.</param>
    /// <param name="value">The number; none for off.</param>
    /// <param name="parameter">The argument of the caller's caller, for exceptions.</param>
    public void Set(Option option, Hyperparameter value, string parameter = "value")
    {
        _rules.Check(option, value, _given[option.Index], parameter);
        _given[option.Index] = Kept(option, value);
        _asks = Array.Exists(_given, number => number.IsAsked);
        _changed = true;
    }

    /// <summary>
    /// The numbers of the step after <paramref name="iterations"/> steps: asks each schedule and delegate once, and shows nothing yet. Where nothing was set
    /// and there is nobody to ask, they stand as they are.
    /// </summary>
    /// <exception cref="InvalidOperationException">Somebody gave NaN.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public ref readonly StepNumbers Evaluate(long iterations)
    {
        if (_changed || _asks)
        {
            Ask(iterations);
        }

        return ref _step;
    }

    /// <summary>Shows the numbers of a step where somebody gave them. A fixed number stays as it is: a callback may have set it anew since.</summary>
    public void Show(in StepNumbers numbers)
    {
        _isUsed = true;
        if (!_asks)
        {
            return;
        }

        foreach (Option option in Options.All)
        {
            ref Hyperparameter number = ref _given[option.Index];
            if (number.IsAsked)
            {
                number = number.Showing(numbers[option]);
            }
        }
    }

    /// <summary>What holds where no option is given; null where there is nothing to set.</summary>
    private Hyperparameter? Standard(Option option, AdamConfiguration configuration)
    {
        if (option.Stage != Stages.None && !configuration.Stages.Has(option.Stage))
        {
            return null;
        }

        bool isComplete = Source is not null && option.Kind is (OptionKind.Limit or OptionKind.Count);
        return Hyperparameter.OrNone(isComplete ? null : configuration.Number(option));
    }

    private Hyperparameter Kept(Option option, Hyperparameter value)
    {
        if (option == Options.LearningRate)
        {
            // S1.4c: a rate is kept in binary32. S8.3: a schedule shows the rate of the last step until the next one.
            return value.Schedule is not null ? value.Showing((float)this[option].Value)
                : value.Fixed is { } rate ? (float)rate
                : value;
        }

        return !_rules.Has(option) || (option.Kind == OptionKind.Count && value.Value == 0) ? Hyperparameter.None : value;
    }

    private void Ask(long iterations)
    {
        double[] values = _spare;
        foreach (Option option in Options.All)
        {
            values[option.Index] = this[option].Evaluate(option.Name, iterations);
        }

        values[Options.LearningRate.Index] = (float)values[Options.LearningRate.Index];

        // In bits: -0 is another number than 0.
        if (!MemoryMarshal.Cast<double, long>(values).SequenceEqual(MemoryMarshal.Cast<double, long>(_values)) || _step.Version == 0)
        {
            (_values, _spare) = (values, _values);
            _step = new StepNumbers(values, _step.Version + 1);
        }

        _changed = false;
    }
}
