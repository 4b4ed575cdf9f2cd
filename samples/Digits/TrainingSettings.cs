using Adam;

namespace Digits;

/// <summary>What a training run can be told. The defaults are those of the command line.</summary>
internal sealed record TrainingSettings
{
    public int Epochs { get; init; } = 60;

    public int BatchSize { get; init; } = 32;

    /// <summary>Decides the first weights and the order of the images.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Null: the best that the processor has. The result does not depend on it.</summary>
    public InstructionSet? InstructionSet { get; init; }
}
