using System;
using System.Globalization;

namespace Adam;

/// <summary>Which way a metric gets better.</summary>
public enum PlateauMode
{
    /// <summary>Smaller is better, as for a loss.</summary>
    Min,

    /// <summary>Greater is better, as for an accuracy.</summary>
    Max,
}

/// <summary>
/// Lowers a rate when a metric has stopped improving. It only computes: hand it the metric and the rate after each epoch, and
/// set the rate it returns. Not thread-safe.
/// </summary>
/// <remarks>
/// The rules are those of the Keras callback ReduceLROnPlateau. It is no schedule: its rate depends on the metric, not on the step.
/// <see cref="GetState"/> and <see cref="SetState"/> save and restore what it remembers.
/// </remarks>
public sealed class ReduceOnPlateau
{
    // As an optimizer keeps a rate: a floor in double may lie below or above the rate that it gives.
    private readonly float _floor;
    private int _cooldownLeft;

    /// <summary>Creates the rule.</summary>
    /// <param name="factor">What the rate is multiplied by, in [0, 1). Default 0.1.</param>
    /// <param name="patience">How many epochs in a row may bring no improvement until the rate is lowered, at least 0; 0 is as 1. Default 10.</param>
    /// <param name="minDelta">By how much a metric must be better than the best to count as improvement, at least 0. Default 0.0001.</param>
    /// <param name="cooldown">For how many epochs after a reduction none is counted as bad, at least 0. Default 0.</param>
    /// <param name="minLearningRate">The rate below which it does not go, at least 0. Default 0.</param>
    /// <param name="mode">Which way the metric gets better. Default <see cref="PlateauMode.Min"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument lies outside its range, or is NaN.</exception>
    public ReduceOnPlateau(
        double factor = 0.1, int patience = 10, double minDelta = 1e-4, int cooldown = 0, double minLearningRate = 0.0, PlateauMode mode = PlateauMode.Min)
    {
        Factor = factor is >= 0 and < 1 ? factor : throw OutOfRange(nameof(factor), factor, "it must be in [0, 1)");
        Patience = patience >= 0 ? patience : throw OutOfRange(nameof(patience), patience, "it must be at least 0");
        MinDelta = minDelta >= 0 ? minDelta : throw OutOfRange(nameof(minDelta), minDelta, "it must be at least 0");
        Cooldown = cooldown >= 0 ? cooldown : throw OutOfRange(nameof(cooldown), cooldown, "it must be at least 0");
        MinLearningRate = minLearningRate >= 0 ? minLearningRate : throw OutOfRange(nameof(minLearningRate), minLearningRate, "it must be at least 0");
        _floor = (float)MinLearningRate;
        Mode = mode is PlateauMode.Min or PlateauMode.Max ? mode : throw OutOfRange(nameof(mode), (int)mode, "it must be Min or Max");
        Reset();
    }

    /// <summary>What the rate is multiplied by.</summary>
    public double Factor { get; }

    /// <summary>How many epochs in a row may bring no improvement until the rate is lowered.</summary>
    public int Patience { get; }

    /// <summary>By how much a metric must be better than the best to count as improvement.</summary>
    public double MinDelta { get; }

    /// <summary>For how many epochs after a reduction none is counted as bad.</summary>
    public int Cooldown { get; }

    /// <summary>The rate below which it does not go.</summary>
    public double MinLearningRate { get; }

    /// <summary>Which way the metric gets better.</summary>
    public PlateauMode Mode { get; }

    /// <summary>The best metric so far; an infinity of the bad side before the first.</summary>
    public double Best { get; private set; }

    /// <summary>How many epochs in a row have brought no improvement.</summary>
    public int BadEpochs { get; private set; }

    /// <summary>
    /// Takes the metric of an epoch and gives the rate for the next: max(learningRate * factor, minLearningRate) when the patience
    /// is used up and the rate is above the minimum, else the rate itself, bit for bit. An optimizer steps with rates in binary32, so
    /// the two are compared there: at the minimum nothing is lowered and no cool-down begins, while bad epochs go on counting.
    /// </summary>
    /// <param name="metric">The metric. NaN is no improvement.</param>
    /// <param name="learningRate">The rate now, any unit.</param>
    /// <returns>The rate to set.</returns>
    public double Next(double metric, double learningRate)
    {
        if (_cooldownLeft > 0)
        {
            _cooldownLeft--;
            BadEpochs = 0;
        }

        if (Mode == PlateauMode.Min ? metric < Best - MinDelta : metric > Best + MinDelta)
        {
            Best = metric;
            BadEpochs = 0;
            return learningRate;
        }

        if (_cooldownLeft > 0)
        {
            return learningRate;
        }

        BadEpochs++;
        if (BadEpochs < Patience || !((float)learningRate > _floor))
        {
            return learningRate;
        }

        _cooldownLeft = Cooldown;
        BadEpochs = 0;
        return Math.Max(learningRate * Factor, MinLearningRate);
    }

    /// <summary>Forgets every metric, as before the first epoch.</summary>
    public void Reset()
    {
        Best = Mode == PlateauMode.Min ? double.PositiveInfinity : double.NegativeInfinity;
        BadEpochs = 0;
        _cooldownLeft = 0;
    }

    /// <summary>Copies what it remembers.</summary>
    public PlateauState GetState() => new(Best, BadEpochs, _cooldownLeft);

    /// <summary>Restores what <see cref="GetState"/> gave, or nothing changes.</summary>
    /// <param name="state">The state, of a rule with the same arguments.</param>
    /// <exception cref="ArgumentNullException"><paramref name="state"/> is null.</exception>
    /// <exception cref="ArgumentException">
    /// The best metric is NaN, a count is negative, the cool-down is longer than <see cref="Cooldown"/>, or there are bad epochs within one.
    /// </exception>
    public void SetState(PlateauState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        string? fault =
            double.IsNaN(state.Best) ? $"a best metric of NaN; it must be a number"
            : state.BadEpochs < 0 ? Text($"{state.BadEpochs} bad epochs; it must be at least 0")
            : state.CooldownLeft < 0 ? Text($"{state.CooldownLeft} epochs of cool-down left; it must be at least 0")
            : state.CooldownLeft > Cooldown ? Text($"{state.CooldownLeft} epochs of cool-down left and this rule has {Cooldown}; restore it to a rule with the same arguments")
            : state is { BadEpochs: > 0, CooldownLeft: > 0 } ? Text($"{state.BadEpochs} bad epochs and {state.CooldownLeft} epochs of cool-down left, in which none is bad; it must have one or the other")
            : null;
        if (fault is not null)
        {
            throw new ArgumentException($"The state has {fault}.", nameof(state));
        }

        Best = state.Best;
        BadEpochs = state.BadEpochs;
        _cooldownLeft = state.CooldownLeft;
    }

    /// <summary>The rule with its arguments, and what it remembers; culture-invariant.</summary>
    public override string ToString() => Text(
        $"ReduceOnPlateau(factor: {Factor:R}, patience: {Patience}, minDelta: {MinDelta:R}, cooldown: {Cooldown}, minLearningRate: {MinLearningRate:R}, mode: {Mode}), best {Best:R}, {BadEpochs} bad epochs");

    private static string Text(FormattableString text) => FormattableString.Invariant(text);

    private static ArgumentOutOfRangeException OutOfRange(string name, double value, string rule)
        => new(name, value, string.Create(CultureInfo.InvariantCulture, $"`{name}` is {value:R}; {rule}."));
}
