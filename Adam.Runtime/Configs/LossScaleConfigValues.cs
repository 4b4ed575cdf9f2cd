using Adam.LossScaling;

namespace Adam.Configs;

/// <summary>The arguments of a loss scale as they stand in a configuration, and those of the optimizer behind it (S10.10).</summary>
internal sealed record LossScaleConfigValues(AdamConfigValues Inner, LossScaleArguments Scale);
