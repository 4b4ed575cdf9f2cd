namespace Adam.Tests.Runtime;

// The classes under test. Numbers are those of the spec's anchors (S15) where one is named.

[AdamConfig]
internal sealed partial class PlainAdam;

[AdamConfig(Amsgrad = true)]
internal sealed partial class AmsgradAdam;

[AdamConfig(AdaptiveEpsilon = true)]
internal sealed partial class AdaptiveAdam;

/// <summary>G4.</summary>
[AdamConfig(LearningRate = 0.1, WeightDecay = 0.004)]
internal sealed partial class DecayAdam;

[AdamConfig(ClipNorm = 1.0)]
internal sealed partial class ClipNormAdam;

[AdamConfig(GlobalClipNorm = 1.0)]
internal sealed partial class GlobalClipNormAdam;

[AdamConfig(ClipValue = 0.5)]
internal sealed partial class ClipValueAdam;

/// <summary>G7 without the overwriting.</summary>
[AdamConfig(LearningRate = 0.1, UseEma = true, EmaMomentum = 0.5)]
internal sealed partial class AverageAdam;

/// <summary>G7.</summary>
[AdamConfig(LearningRate = 0.1, UseEma = true, EmaMomentum = 0.5, EmaOverwriteFrequency = 3)]
internal sealed partial class OverwritingAdam;

/// <summary>As many stages as can stand together.</summary>
[AdamConfig(GlobalClipNorm = 0.75, WeightDecay = 0.004, Amsgrad = true, AdaptiveEpsilon = true, UseEma = true, EmaOverwriteFrequency = 3)]
internal sealed partial class FullAdam;

#pragma warning disable ADAM0014 // A limit of the elements stands beside a limit of the norm: that is what is tested.
[AdamConfig(ClipNorm = 1.0, ClipValue = 0.5)]
internal sealed partial class NormBesideValueAdam;

[AdamConfig(GlobalClipNorm = 1.0, ClipValue = 0.5)]
internal sealed partial class GlobalNormBesideValueAdam;
#pragma warning restore ADAM0014

#pragma warning disable ADAM0015 // A limit is not greater than zero: that is what is tested.
[AdamConfig(ClipNorm = 0, ClipValue = 0.5)]
internal sealed partial class NoNormBesideValueAdam;
#pragma warning restore ADAM0015
