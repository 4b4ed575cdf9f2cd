using System;
using Adam.Numerics;

namespace Adam;

/// <summary>A rate that goes from an initial to a final value along a power of the remaining time (S8.8).</summary>
/// <param name="initialLearningRate">The rate of the first step, rounded to binary32.</param>
/// <param name="decaySteps">The step at which the final rate is reached, greater than 0; need not be whole.</param>
/// <param name="endLearningRate">The final rate; it may be the greater one. Default 0.0001.</param>
/// <param name="power">Exponent of the remaining fraction. Default 1, a straight line.</param>
/// <param name="cycle">Whether to start again, each time over as many periods as have begun, instead of staying at the final rate.</param>
/// <param name="name">The schedule's name in a configuration, or null.</param>
/// <exception cref="ArgumentOutOfRangeException"><paramref name="decaySteps"/> is not a finite number greater than 0 (D20).</exception>
public sealed class PolynomialDecay(
    double initialLearningRate, double decaySteps, double endLearningRate = 0.0001, double power = 1.0, bool cycle = false, string? name = null)
    : LearningRateSchedule(name)
{
    /// <summary>The rate of the first step.</summary>
    public double InitialLearningRate { get; } = initialLearningRate;

    /// <summary>The step at which the final rate is reached first.</summary>
    public double DecaySteps { get; } = ScheduleArguments.CheckPeriod(decaySteps);

    /// <summary>The final rate.</summary>
    public double EndLearningRate { get; } = endLearningRate;

    /// <summary>Exponent of the remaining fraction.</summary>
    public double Power { get; } = power;

    /// <summary>Whether the decay starts again.</summary>
    public bool Cycle { get; } = cycle;

    /// <summary>
    /// (initial - end) * (1 - s / d)^power + end. Without cycles s = min(step, decaySteps), d = decaySteps; with them s = step
    /// and d = decaySteps * ceil(step / decaySteps), the factor being 1 at step 0, so that a multiple of decaySteps is the end
    /// of its cycle (S8.8).
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
