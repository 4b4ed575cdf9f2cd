using System;

namespace Adam.Tests.Reference;

/// <summary>The constructor arguments of the original (S1.1) that a step depends on; null is None.</summary>
internal sealed record ReferenceConfig
{
    public string Name { get; init; } = "Adam";
    public double LearningRate { get; init; } = 0.001;

    /// <summary>Gives the rate of each step in place of <see cref="LearningRate"/> (S8.2).</summary>
    public LearningRateSchedule? Schedule { get; init; }

    public double Beta1 { get; init; } = 0.9;
    public double Beta2 { get; init; } = 0.999;
    public double Epsilon { get; init; } = 1e-7;
    public bool AdaptiveEpsilon { get; init; }
    public bool Amsgrad { get; init; }
    public double? WeightDecay { get; init; }
    public double? ClipNorm { get; init; }
    public double? ClipValue { get; init; }
    public double? GlobalClipNorm { get; init; }
    public bool UseEma { get; init; }
    public double EmaMomentum { get; init; } = 0.99;
    public int? EmaOverwriteFrequency { get; init; }

    /// <summary>The one rule that runs (S3.7): a limit that is not greater than zero is skipped (D19).</summary>
    public ReferenceClip Clip =>
        ClipNorm > 0 ? ReferenceClip.Norm
        : GlobalClipNorm > 0 ? ReferenceClip.GlobalNorm
        : ClipValue > 0 ? ReferenceClip.Value
        : ReferenceClip.None;

    /// <summary>The limit of <see cref="Clip"/>.</summary>
    public double ClipLimit => Clip switch
    {
        ReferenceClip.Norm => ClipNorm!.Value,
        ReferenceClip.GlobalNorm => GlobalClipNorm!.Value,
        ReferenceClip.Value => ClipValue!.Value,
        ReferenceClip.None => double.PositiveInfinity,
        _ => throw new InvalidOperationException($"{Clip} is no clipping rule."),
    };
}

/// <summary>The clipping rules of S3.7.</summary>
internal enum ReferenceClip
{
    None,
    Value,
    Norm,
    GlobalNorm,
}
