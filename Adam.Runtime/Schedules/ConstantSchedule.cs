namespace Adam;

/// <summary>The same rate at every step: a piece for <see cref="ChainedSchedule"/> and <see cref="LinearWarmup"/>.</summary>
/// <param name="learningRate">The rate, rounded to binary32.</param>
/// <param name="name">The schedule's name in a configuration, or null.</param>
/// <exception cref="System.ArgumentOutOfRangeException">The rate is NaN.</exception>
public sealed class ConstantSchedule(double learningRate, string? name = null) : LearningRateSchedule(name)
{
    /// <summary>The rate.</summary>
    public double LearningRate { get; } = ScheduleArguments.CheckNumber(learningRate);

    private protected override string Arguments => $"learningRate: {ScheduleArguments.Text(LearningRate)}";

    /// <summary>The rate, rounded to binary32.</summary>
    /// <param name="iteration">Without effect.</param>
    /// <returns>The rate.</returns>
    public override float ValueAt(long iteration) => (float)LearningRate;
}
