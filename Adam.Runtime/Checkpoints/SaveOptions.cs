namespace Adam;

/// <summary>What a checkpoint holds beside the optimizer's state. Immutable.</summary>
public sealed record SaveOptions
{
    /// <summary>Whether the variables themselves are saved. Default true; a checkpoint without them needs the model from elsewhere.</summary>
    public bool Variables { get; init; } = true;

    /// <summary>A rule that lowers the rate and whose state is saved too; null for none.</summary>
    public ReduceOnPlateau? Plateau { get; init; }

    /// <summary>Knows the schedule that the configuration names; null for those of this library.</summary>
    public ScheduleRegistry? Registry { get; init; }
}
