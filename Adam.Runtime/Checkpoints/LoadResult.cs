using System.Collections.Generic;

namespace Adam;

/// <summary>A hyper-parameter that is another one in the checkpoint.</summary>
/// <param name="Name">Its key in the configuration.</param>
/// <param name="InCheckpoint">The value there, as JSON; null where there is none.</param>
/// <param name="InOptimizer">The optimizer's before the call, as JSON; null where there is none.</param>
public sealed record HyperparameterDifference(string Name, string? InCheckpoint, string? InOptimizer);

/// <summary>What loading a checkpoint did.</summary>
public sealed record LoadResult
{
    /// <summary>The step counter now.</summary>
    public required long Iterations { get; init; }

    /// <summary>Whether variables were overwritten. False: they were not in the checkpoint, or not asked for.</summary>
    public required bool VariablesLoaded { get; init; }

    /// <summary>Tensors that were missing and started fresh.</summary>
    public required IReadOnlyList<string> Fresh { get; init; }

    /// <summary>Tensors of the checkpoint that were passed over.</summary>
    public required IReadOnlyList<string> Superfluous { get; init; }

    /// <summary>Hyper-parameters that differ; taken over where <see cref="LoadOptions.Hyperparameters"/> says so.</summary>
    public required IReadOnlyList<HyperparameterDifference> Hyperparameters { get; init; }

    /// <summary>Why the hyper-parameters could not be compared; null: they were.</summary>
    public string? HyperparametersUnknown { get; init; }
}
