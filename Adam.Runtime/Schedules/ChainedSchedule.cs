using System;
using System.Collections.Generic;

namespace Adam;

/// <summary>Schedules one after the other, each from a given step on and counting its own steps from 0.</summary>
/// <remarks>
/// Not part of the original. A boundary is the first step of the schedule that follows; in <see cref="PiecewiseConstantDecay"/>
/// it is the last one of the piece before.
/// </remarks>
public sealed class ChainedSchedule : LearningRateSchedule
{
    private readonly LearningRateSchedule[] _schedules;
    private readonly long[] _boundaries;

    /// <summary>Creates the chain; both lists are copied.</summary>
    /// <param name="schedules">The schedules in their order, one more than boundaries.</param>
    /// <param name="boundaries">The first step of each schedule but the first: at least one, greater than 0 and strictly increasing.</param>
    /// <param name="name">The schedule's name in a configuration, or null.</param>
    /// <exception cref="ArgumentException">
    /// The boundaries are empty or not strictly increasing, or there is not one schedule more than boundaries.
    /// </exception>
    /// <exception cref="ArgumentNullException">A schedule is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The first boundary is less than 1.</exception>
    public ChainedSchedule(ReadOnlySpan<LearningRateSchedule> schedules, ReadOnlySpan<long> boundaries, string? name = null)
        : base(name)
    {
        _boundaries = ScheduleArguments.CheckBoundaries(boundaries);
        if (_boundaries[0] < 1)
        {
            throw new ArgumentOutOfRangeException(
                nameof(boundaries), _boundaries[0], $"`boundaries[0]` is {_boundaries[0]}; it must be at least 1, for the first schedule starts at step 0.");
        }

        ScheduleArguments.CheckCount(schedules.Length, boundaries.Length, nameof(schedules));
        foreach (LearningRateSchedule schedule in schedules)
        {
            ArgumentNullException.ThrowIfNull(schedule, nameof(schedules));
        }

        _schedules = schedules.ToArray();
    }

    /// <summary>The schedules in their order.</summary>
    public IReadOnlyList<LearningRateSchedule> Schedules => Array.AsReadOnly(_schedules);

    /// <summary>The first step of each schedule but the first.</summary>
    public IReadOnlyList<long> Boundaries => Array.AsReadOnly(_boundaries);

    private protected override string Arguments =>
        $"schedules: {ScheduleArguments.Text<LearningRateSchedule>(_schedules, schedule => schedule.ToString())}, boundaries: {ScheduleArguments.Text<long>(_boundaries, ScheduleArguments.Text)}";

    /// <summary>schedules[i] at step - boundaries[i - 1], for boundaries[i - 1] &lt;= step &lt; boundaries[i].</summary>
    /// <param name="iteration">The number of steps already taken: the <c>step</c> of the formula.</param>
    /// <returns>The rate.</returns>
    public override float ValueAt(long iteration)
    {
        int index = Array.BinarySearch(_boundaries, iteration);
        index = index >= 0 ? index + 1 : ~index;
        return _schedules[index].ValueAt(index == 0 ? iteration : iteration - _boundaries[index - 1]);
    }
}
