namespace Adam;

/// <summary>What of a <see cref="LossScaleOptimizer"/>'s scale the next step depends on: plain values to save and restore.</summary>
/// <remarks>S10.2.</remarks>
/// <param name="Scale">The scale of the next loss, in binary32.</param>
/// <param name="GrowthCounter">Finite steps since the scale last moved; null where it is fixed.</param>
public sealed record LossScaleState(float Scale, long? GrowthCounter);
