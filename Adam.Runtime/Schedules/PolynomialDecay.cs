using System;
using Adam.Numerics;

namespace Adam;

/// <summary>A rate that goes from an initial to a final value along a power of the remaining time.</summary>
/// <remarks>S8.8, with the checks of D20 and D24.</remarks>
/// <param name="initialLearningRate">The rate of the first step, rounded to binary32.</param>
/// <param name="decaySteps">The step at which the final rate is reached, greater than 0; need not be whole.</param>
/// <param name="endLearningRate">The final rate; it may be the greater one. Default 0.0001.</param>
/// <param name="power">Exponent of the remaining fraction. Default 1, a straight line.</param>
/// <param name="cycle">Whether to start again, each time over as many periods as have begun, instead of staying at the final rate.</param>
/// <param name="name">The schedule's name in a configuration, or null.</param>
/// <exception cref="ArgumentOutOfRangeException"><paramref name="decaySteps"/> is not a finite number greater than 0, or another number is NaN.</exception>
public sealed class PolynomialDecay(
    double initialLearningRate, double decaySteps, double endLearningRate = 0.0001, double power = 1.0, bool cycle = false, string? name = null)
    : LearningRateSchedule(name, callsFunctions: true)
{
    /// <summary>The rate of the first step.</summary>
    public double InitialLearningRate { get; } = ScheduleArguments.CheckNumber(initialLearningRate);

    /// <summary>The step at which the final rate is reached first.</summary>
    public double DecaySteps { get; } = ScheduleArguments.CheckPeriod(decaySteps);

    /// <summary>The final rate.</summary>
    public double EndLearningRate { get; } = ScheduleArguments.CheckNumber(endLearningRate);

    /// <summary>Exponent of the remaining fraction.</summary>
    public double Power { get; } = ScheduleArguments.CheckNumber(power);

    /// <summary>Whether the decay starts again.</summary>
    public bool Cycle { get; } = cycle;

    private protected override string Arguments =>
        $"initialLearningRate: {ScheduleArguments.Text(InitialLearningRate)}, decaySteps: {ScheduleArguments.Text(DecaySteps)}, "
        + $"endLearningRate: {ScheduleArguments.Text(EndLearningRate)}, power: {ScheduleArguments.Text(Power)}{(Cycle ? ", cycle: true" : "")}";

    /// <summary>
    /// (initial - end) * (1 - s / d)^power + end. Without cycles s = min(step, decaySteps), d = decaySteps; with them s = step
    /// and d = decaySteps * ceil(step / decaySteps), the factor being 1 at step 0, so that a multiple of decaySteps is the end
    /// of its cycle.
    /// </summary>
    /// <param name="iteration">The number of steps already taken: the <c>step</c> of the formula.</param>
    /// <returns>The rate.</returns>
    public override float ValueAt(long iteration)
    {
        FlushedFloat initial = (FlushedFloat)InitialLearningRate;
        FlushedFloat end = (FlushedFloat)EndLearningRate;
        FlushedFloat period = (FlushedFloat)DecaySteps;
        FlushedFloat s = (float)iteration;
        if (Cycle)
        {
            period *= iteration == 0 ? 1f : FlushedFloat.Ceiling(s / period);
        }
        else
        {
            s = FlushedFloat.Min(s, period);
        }

        return (((initial - end) * FlushedFloat.Pow(1f - (s / period), (FlushedFloat)Power)) + end).Value;
    }
}
