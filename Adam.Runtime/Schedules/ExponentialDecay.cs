using System;
using Adam.Numerics;

namespace Adam;

/// <summary>A rate that is multiplied by the same number in every period: initial * rate^(step / steps).</summary>
/// <remarks>S8.6, with the checks of D20 and D24.</remarks>
/// <param name="initialLearningRate">The rate of the first step, rounded to binary32.</param>
/// <param name="decaySteps">Length of a period in steps, greater than 0; need not be whole.</param>
/// <param name="decayRate">What one period multiplies the rate by.</param>
/// <param name="staircase">Whether step / decaySteps is rounded down, so that the rate stays constant within a period.</param>
/// <param name="name">The schedule's name in a configuration, or null.</param>
/// <exception cref="ArgumentOutOfRangeException"><paramref name="decaySteps"/> is not a finite number greater than 0, or a rate is NaN.</exception>
public sealed class ExponentialDecay(
    double initialLearningRate, double decaySteps, double decayRate, bool staircase = false, string? name = null)
    : LearningRateSchedule(name, callsFunctions: true)
{
    /// <summary>The rate of the first step.</summary>
    public double InitialLearningRate { get; } = ScheduleArguments.CheckNumber(initialLearningRate);

    /// <summary>Length of a period in steps.</summary>
    public double DecaySteps { get; } = ScheduleArguments.CheckPeriod(decaySteps);

    /// <summary>What one period multiplies the rate by.</summary>
    public double DecayRate { get; } = ScheduleArguments.CheckNumber(decayRate);

    /// <summary>Whether the rate stays constant within a period.</summary>
    public bool Staircase { get; } = staircase;

    private protected override string Arguments =>
        $"initialLearningRate: {ScheduleArguments.Text(InitialLearningRate)}, decaySteps: {ScheduleArguments.Text(DecaySteps)}, "
        + $"decayRate: {ScheduleArguments.Text(DecayRate)}{(Staircase ? ", staircase: true" : "")}";

    /// <summary>initial * decayRate^p, p = step / decaySteps, rounded down for a staircase.</summary>
    /// <param name="iteration">The number of steps already taken: the <c>step</c> of the formula.</param>
    /// <returns>The rate. NaN where a negative <see cref="DecayRate"/> meets a fraction.</returns>
    public override float ValueAt(long iteration)
    {
        FlushedFloat p = (FlushedFloat)(float)iteration / (FlushedFloat)DecaySteps;
        if (Staircase)
        {
            p = FlushedFloat.Floor(p);
        }

        return ((FlushedFloat)InitialLearningRate * FlushedFloat.Pow((FlushedFloat)DecayRate, p)).Value;
    }
}
