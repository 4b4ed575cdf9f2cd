namespace Adam.Configs;

/// <summary>The arguments of the original's constructor as they stand in a configuration, with its defaults (S1.1, S9.1).</summary>
internal sealed record AdamConfigValues
{
    public string Name { get; init; } = "Adam";

    public ConfigNumber? WeightDecay { get; init; }

    public ConfigNumber? ClipNorm { get; init; }

    public ConfigNumber? GlobalClipNorm { get; init; }

    public ConfigNumber? ClipValue { get; init; }

    public bool UseEma { get; init; }

    public ConfigNumber EmaMomentum { get; init; } = 0.99;

    public int? EmaOverwriteFrequency { get; init; }

    /// <summary>A number in binary32 (S9.2), or a schedule.</summary>
    public LearningRate LearningRate { get; init; } = (double)0.001f;

    public ConfigNumber Beta1 { get; init; } = 0.9;

    public ConfigNumber Beta2 { get; init; } = 0.999;

    public ConfigNumber Epsilon { get; init; } = 1e-7;

    public bool Amsgrad { get; init; }

    public bool AdaptiveEpsilon { get; init; }

    /// <summary>The one limit that works, by its key; null where none does (S3.7, D19).</summary>
    public string? WorkingLimit =>
        ClipNorm is { Value: > 0 } ? "clipnorm"
        : GlobalClipNorm is { Value: > 0 } ? "global_clipnorm"
        : ClipValue is { Value: > 0 } ? "clipvalue"
        : null;
}
