using Adam.Tests.Reference;

namespace Adam.Tests.Goldens;

/// <summary>The choices by which the classes in Structures.cs differ.</summary>
internal readonly record struct StructureKey(
    bool Amsgrad,
    bool Ema,
    bool Overwrite,
    bool Decay,
    ReferenceClip Clip,
    bool Adaptive)
{
    public static StructureKey Of(ReferenceConfig config) => new(
        config.Amsgrad,
        config.UseEma,
        config is { UseEma: true, EmaOverwriteFrequency: > 0 },
        config.WeightDecay is not null,
        config.Clip,
        config.AdaptiveEpsilon);
}
