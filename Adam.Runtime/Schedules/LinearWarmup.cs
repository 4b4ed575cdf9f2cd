using System;
using Adam.Numerics;

namespace Adam;

/// <summary>A straight line up to the first value of another schedule, which then runs from its own step 0.</summary>
/// <remarks>Not part of the original, whose <see cref="CosineDecay"/> alone has a warm-up; the formula is the one of S8.10.</remarks>
public sealed class LinearWarmup : LearningRateSchedule
{
    /// <summary>Creates a warm-up in front of a schedule.</summary>
    /// <param name="schedule">The schedule that follows.</param>
    /// <param name="warmupSteps">Length of the warm-up in steps, at least 1.</param>
    /// <param name="initialLearningRate">The rate of the first step, rounded to binary32. Default 0.</param>
    /// <param name="name">The schedule's name in a configuration, or null.</param>
    /// <exception cref="ArgumentNullException"><paramref name="schedule"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="warmupSteps"/> is less than 1, or the rate is NaN.</exception>
    public LinearWarmup(LearningRateSchedule schedule, long warmupSteps, double initialLearningRate = 0.0, string? name = null)
        : base(name)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        if (warmupSteps < 1)
        {
            throw new ArgumentOutOfRangeException(
                nameof(warmupSteps), warmupSteps, $"`warmupSteps` is {ScheduleArguments.Text(warmupSteps)}; it must be at least 1.");
        }

        Schedule = schedule;
        WarmupSteps = warmupSteps;
        InitialLearningRate = ScheduleArguments.CheckNumber(initialLearningRate);
    }

    /// <summary>The schedule that follows.</summary>
    public LearningRateSchedule Schedule { get; }

    /// <summary>Length of the warm-up in steps.</summary>
    public long WarmupSteps { get; }

    /// <summary>The rate of the first step.</summary>
    public double InitialLearningRate { get; }

    private protected override string Arguments =>
        $"schedule: {Schedule}, warmupSteps: {ScheduleArguments.Text(WarmupSteps)}, initialLearningRate: {ScheduleArguments.Text(InitialLearningRate)}";

    /// <summary>
    /// (target - initial) * (step / warmupSteps) + initial for step &lt; warmupSteps, target being the schedule's value at its
    /// step 0; from there on the schedule's value at step - warmupSteps.
    /// </summary>
    /// <param name="iteration">The number of steps already taken: the <c>step</c> of the formula.</param>
    /// <returns>The rate.</returns>
    public override float ValueAt(long iteration)
    {
        if (iteration >= WarmupSteps)
        {
            return Schedule.ValueAt(iteration - WarmupSteps);
        }

        FlushedFloat initial = (FlushedFloat)InitialLearningRate;
        FlushedFloat target = Schedule.ValueAt(0);
        return (((target - initial) * ((FlushedFloat)(float)iteration / (float)WarmupSteps)) + initial).Value;
    }
}
