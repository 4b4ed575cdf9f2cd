using System;
using System.Collections.Generic;

namespace Adam;

/// <summary>A constant rate up to each boundary, the boundary included.</summary>
/// <remarks>S8.7, with the checks of D20 and D24.</remarks>
public sealed class PiecewiseConstantDecay : LearningRateSchedule
{
    private readonly long[] _boundaries;
    private readonly double[] _values;

    /// <summary>Creates the schedule; both lists are copied.</summary>
    /// <param name="boundaries">The last step of each piece but the last: at least one, strictly increasing.</param>
    /// <param name="values">The rate of each piece, one more than boundaries; each is rounded to binary32.</param>
    /// <param name="name">The schedule's name in a configuration, or null.</param>
    /// <exception cref="ArgumentException">
    /// The boundaries are empty or not strictly increasing, or there is not one value more than boundaries.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">A value is NaN.</exception>
    public PiecewiseConstantDecay(ReadOnlySpan<long> boundaries, ReadOnlySpan<double> values, string? name = null)
        : base(name)
    {
        _boundaries = ScheduleArguments.CheckBoundaries(boundaries);
        ScheduleArguments.CheckCount(values.Length, boundaries.Length, nameof(values));
        _values = ScheduleArguments.CheckNumbers(values);
    }

    /// <summary>The last step of each piece but the last.</summary>
    public IReadOnlyList<long> Boundaries => Array.AsReadOnly(_boundaries);

    /// <summary>The rate of each piece.</summary>
    public IReadOnlyList<double> Values => Array.AsReadOnly(_values);

    private protected override string Arguments =>
        $"boundaries: {ScheduleArguments.Text<long>(_boundaries, ScheduleArguments.Text)}, values: {ScheduleArguments.Text<double>(_values, ScheduleArguments.Text)}";

    /// <summary>values[i] for boundaries[i - 1] &lt; step &lt;= boundaries[i]: a boundary still has the rate before it.</summary>
    /// <param name="iteration">The number of steps already taken: the <c>step</c> of the formula.</param>
    /// <returns>The rate; a subnormal one stays, since nothing is computed.</returns>
    public override float ValueAt(long iteration)
    {
        int index = Array.BinarySearch(_boundaries, iteration);
        return (float)_values[index >= 0 ? index : ~index];
    }
}
