using System.ComponentModel;

namespace Adam;

/// <summary>What the generator read in the attribute, handed to the runtime by the emitted class.</summary>
/// <remarks>Part of the contract between emitted code and this library; user code does not need it. Immutable.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record AdamConfiguration
{
    /// <summary>The optimizer's name.</summary>
    public required string Name { get; init; }

    /// <summary>The learning rate.</summary>
    public required double LearningRate { get; init; }

    /// <summary>Decay rate of the first moment.</summary>
    public required double Beta1 { get; init; }

    /// <summary>Decay rate of the second moment.</summary>
    public required double Beta2 { get; init; }

    /// <summary>Added to the root of the second moment.</summary>
    public required double Epsilon { get; init; }

    /// <summary>Whether epsilon is scaled by the second moment's bias correction (S5.1).</summary>
    public bool AdaptiveEpsilon { get; init; }

    /// <summary>Whether the maximum of the second moments divides the step (S5.3).</summary>
    public bool Amsgrad { get; init; }

    /// <summary>The weight decay; null where the loop has no such stage.</summary>
    public double? WeightDecay { get; init; }

    /// <summary>The limit of each gradient's norm; null where the loop has no such stage.</summary>
    public double? ClipNorm { get; init; }

    /// <summary>The limit of each element; null where the loop has no such stage.</summary>
    public double? ClipValue { get; init; }

    /// <summary>The limit of the norm of all gradients; null where the loop has no such stage.</summary>
    public double? GlobalClipNorm { get; init; }

    /// <summary>
    /// A limit on elements that the attribute names and no stage serves, because a norm limit stands beside it (S3.7); null otherwise.
    /// </summary>
    public double? UnusedClipValue { get; init; }

    /// <summary>Momentum of the moving average; null where none is kept.</summary>
    public double? EmaMomentum { get; init; }

    /// <summary>Steps between two overwrites by the averages; null for never.</summary>
    public int? EmaOverwriteFrequency { get; init; }
}
