namespace Adam.Steps;

/// <summary>Which stages the emitted loop of a class has.</summary>
internal readonly record struct Stages(
    bool ClipValue,
    bool ClipNorm,
    bool GlobalClipNorm,
    bool WeightDecay,
    bool Amsgrad,
    bool AdaptiveEpsilon,
    bool UseEma)
{
    public static Stages Of(AdamConfiguration configuration) => new(
        configuration.ClipValue is not null,
        configuration.ClipNorm is not null,
        configuration.GlobalClipNorm is not null,
        configuration.WeightDecay is not null,
        configuration.Amsgrad,
        configuration.AdaptiveEpsilon,
        configuration.EmaMomentum is not null);
}
