namespace Adam;

/// <summary>In what way a tensor of a checkpoint is not what an optimizer expects.</summary>
public enum CheckpointDifferenceKind
{
    /// <summary>The optimizer has it and the checkpoint does not.</summary>
    Missing,

    /// <summary>The checkpoint has it and the optimizer does not.</summary>
    Superfluous,

    /// <summary>The shapes differ.</summary>
    Reshaped,

    /// <summary>The element types differ.</summary>
    Retyped,

    /// <summary>The optimizers are not made alike: their stages, exclusions, loss scales or accumulators differ.</summary>
    Structure,
}

/// <summary>A tensor of a checkpoint that is not what an optimizer expects.</summary>
/// <param name="Kind">In what way.</param>
/// <param name="Name">The tensor's name in the checkpoint, or the key of its metadata.</param>
/// <param name="Message">A sentence with both sides.</param>
public sealed record CheckpointDifference(CheckpointDifferenceKind Kind, string Name, string Message);
