namespace Adam.Tests.Goldens.Structures;

// One class for every structure an update loop can have: amsgrad x EMA (off, on, with overwrite) x decay x clip x adaptive
// epsilon. StructureCatalog finds them by their attributes; the numbers are replaced by those of each case.

[AdamConfig]
internal sealed partial class Plain;

[AdamConfig(AdaptiveEpsilon = true)]
internal sealed partial class Adaptive;

[AdamConfig(ClipValue = 1)]
internal sealed partial class ClipValue;

[AdamConfig(ClipValue = 1, AdaptiveEpsilon = true)]
internal sealed partial class ClipValueAdaptive;

[AdamConfig(ClipNorm = 1)]
internal sealed partial class ClipNorm;

[AdamConfig(ClipNorm = 1, AdaptiveEpsilon = true)]
internal sealed partial class ClipNormAdaptive;

[AdamConfig(GlobalClipNorm = 1)]
internal sealed partial class GlobalClipNorm;

[AdamConfig(GlobalClipNorm = 1, AdaptiveEpsilon = true)]
internal sealed partial class GlobalClipNormAdaptive;

[AdamConfig(WeightDecay = 0.01)]
internal sealed partial class Decay;

[AdamConfig(WeightDecay = 0.01, AdaptiveEpsilon = true)]
internal sealed partial class DecayAdaptive;

[AdamConfig(WeightDecay = 0.01, ClipValue = 1)]
internal sealed partial class DecayClipValue;

[AdamConfig(WeightDecay = 0.01, ClipValue = 1, AdaptiveEpsilon = true)]
internal sealed partial class DecayClipValueAdaptive;

[AdamConfig(WeightDecay = 0.01, ClipNorm = 1)]
internal sealed partial class DecayClipNorm;

[AdamConfig(WeightDecay = 0.01, ClipNorm = 1, AdaptiveEpsilon = true)]
internal sealed partial class DecayClipNormAdaptive;

[AdamConfig(WeightDecay = 0.01, GlobalClipNorm = 1)]
internal sealed partial class DecayGlobalClipNorm;

[AdamConfig(WeightDecay = 0.01, GlobalClipNorm = 1, AdaptiveEpsilon = true)]
internal sealed partial class DecayGlobalClipNormAdaptive;

[AdamConfig(UseEma = true)]
internal sealed partial class Ema;

[AdamConfig(UseEma = true, AdaptiveEpsilon = true)]
internal sealed partial class EmaAdaptive;

[AdamConfig(UseEma = true, ClipValue = 1)]
internal sealed partial class EmaClipValue;

[AdamConfig(UseEma = true, ClipValue = 1, AdaptiveEpsilon = true)]
internal sealed partial class EmaClipValueAdaptive;

[AdamConfig(UseEma = true, ClipNorm = 1)]
internal sealed partial class EmaClipNorm;

[AdamConfig(UseEma = true, ClipNorm = 1, AdaptiveEpsilon = true)]
internal sealed partial class EmaClipNormAdaptive;

[AdamConfig(UseEma = true, GlobalClipNorm = 1)]
internal sealed partial class EmaGlobalClipNorm;

[AdamConfig(UseEma = true, GlobalClipNorm = 1, AdaptiveEpsilon = true)]
internal sealed partial class EmaGlobalClipNormAdaptive;

[AdamConfig(UseEma = true, WeightDecay = 0.01)]
internal sealed partial class EmaDecay;

[AdamConfig(UseEma = true, WeightDecay = 0.01, AdaptiveEpsilon = true)]
internal sealed partial class EmaDecayAdaptive;

[AdamConfig(UseEma = true, WeightDecay = 0.01, ClipValue = 1)]
internal sealed partial class EmaDecayClipValue;

[AdamConfig(UseEma = true, WeightDecay = 0.01, ClipValue = 1, AdaptiveEpsilon = true)]
internal sealed partial class EmaDecayClipValueAdaptive;

[AdamConfig(UseEma = true, WeightDecay = 0.01, ClipNorm = 1)]
internal sealed partial class EmaDecayClipNorm;

[AdamConfig(UseEma = true, WeightDecay = 0.01, ClipNorm = 1, AdaptiveEpsilon = true)]
internal sealed partial class EmaDecayClipNormAdaptive;

[AdamConfig(UseEma = true, WeightDecay = 0.01, GlobalClipNorm = 1)]
internal sealed partial class EmaDecayGlobalClipNorm;

[AdamConfig(UseEma = true, WeightDecay = 0.01, GlobalClipNorm = 1, AdaptiveEpsilon = true)]
internal sealed partial class EmaDecayGlobalClipNormAdaptive;

[AdamConfig(UseEma = true, EmaOverwriteFrequency = 3)]
internal sealed partial class EmaOverwrite;

[AdamConfig(UseEma = true, EmaOverwriteFrequency = 3, AdaptiveEpsilon = true)]
internal sealed partial class EmaOverwriteAdaptive;

[AdamConfig(UseEma = true, EmaOverwriteFrequency = 3, ClipValue = 1)]
internal sealed partial class EmaOverwriteClipValue;

[AdamConfig(UseEma = true, EmaOverwriteFrequency = 3, ClipValue = 1, AdaptiveEpsilon = true)]
internal sealed partial class EmaOverwriteClipValueAdaptive;

[AdamConfig(UseEma = true, EmaOverwriteFrequency = 3, ClipNorm = 1)]
internal sealed partial class EmaOverwriteClipNorm;

[AdamConfig(UseEma = true, EmaOverwriteFrequency = 3, ClipNorm = 1, AdaptiveEpsilon = true)]
internal sealed partial class EmaOverwriteClipNormAdaptive;

[AdamConfig(UseEma = true, EmaOverwriteFrequency = 3, GlobalClipNorm = 1)]
internal sealed partial class EmaOverwriteGlobalClipNorm;

[AdamConfig(UseEma = true, EmaOverwriteFrequency = 3, GlobalClipNorm = 1, AdaptiveEpsilon = true)]
internal sealed partial class EmaOverwriteGlobalClipNormAdaptive;

[AdamConfig(UseEma = true, EmaOverwriteFrequency = 3, WeightDecay = 0.01)]
internal sealed partial class EmaOverwriteDecay;

[AdamConfig(UseEma = true, EmaOverwriteFrequency = 3, WeightDecay = 0.01, AdaptiveEpsilon = true)]
internal sealed partial class EmaOverwriteDecayAdaptive;

[AdamConfig(UseEma = true, EmaOverwriteFrequency = 3, WeightDecay = 0.01, ClipValue = 1)]
internal sealed partial class EmaOverwriteDecayClipValue;

[AdamConfig(UseEma = true, EmaOverwriteFrequency = 3, WeightDecay = 0.01, ClipValue = 1, AdaptiveEpsilon = true)]
internal sealed partial class EmaOverwriteDecayClipValueAdaptive;

[AdamConfig(UseEma = true, EmaOverwriteFrequency = 3, WeightDecay = 0.01, ClipNorm = 1)]
internal sealed partial class EmaOverwriteDecayClipNorm;

[AdamConfig(UseEma = true, EmaOverwriteFrequency = 3, WeightDecay = 0.01, ClipNorm = 1, AdaptiveEpsilon = true)]
internal sealed partial class EmaOverwriteDecayClipNormAdaptive;

[AdamConfig(UseEma = true, EmaOverwriteFrequency = 3, WeightDecay = 0.01, GlobalClipNorm = 1)]
internal sealed partial class EmaOverwriteDecayGlobalClipNorm;

[AdamConfig(UseEma = true, EmaOverwriteFrequency = 3, WeightDecay = 0.01, GlobalClipNorm = 1, AdaptiveEpsilon = true)]
internal sealed partial class EmaOverwriteDecayGlobalClipNormAdaptive;

[AdamConfig(Amsgrad = true)]
internal sealed partial class Amsgrad;

[AdamConfig(Amsgrad = true, AdaptiveEpsilon = true)]
internal sealed partial class AmsgradAdaptive;

[AdamConfig(Amsgrad = true, ClipValue = 1)]
internal sealed partial class AmsgradClipValue;

[AdamConfig(Amsgrad = true, ClipValue = 1, AdaptiveEpsilon = true)]
internal sealed partial class AmsgradClipValueAdaptive;

[AdamConfig(Amsgrad = true, ClipNorm = 1)]
internal sealed partial class AmsgradClipNorm;

[AdamConfig(Amsgrad = true, ClipNorm = 1, AdaptiveEpsilon = true)]
internal sealed partial class AmsgradClipNormAdaptive;

[AdamConfig(Amsgrad = true, GlobalClipNorm = 1)]
internal sealed partial class AmsgradGlobalClipNorm;

[AdamConfig(Amsgrad = true, GlobalClipNorm = 1, AdaptiveEpsilon = true)]
internal sealed partial class AmsgradGlobalClipNormAdaptive;

[AdamConfig(Amsgrad = true, WeightDecay = 0.01)]
internal sealed partial class AmsgradDecay;

[AdamConfig(Amsgrad = true, WeightDecay = 0.01, AdaptiveEpsilon = true)]
internal sealed partial class AmsgradDecayAdaptive;

[AdamConfig(Amsgrad = true, WeightDecay = 0.01, ClipValue = 1)]
internal sealed partial class AmsgradDecayClipValue;

[AdamConfig(Amsgrad = true, WeightDecay = 0.01, ClipValue = 1, AdaptiveEpsilon = true)]
internal sealed partial class AmsgradDecayClipValueAdaptive;

[AdamConfig(Amsgrad = true, WeightDecay = 0.01, ClipNorm = 1)]
internal sealed partial class AmsgradDecayClipNorm;

[AdamConfig(Amsgrad = true, WeightDecay = 0.01, ClipNorm = 1, AdaptiveEpsilon = true)]
internal sealed partial class AmsgradDecayClipNormAdaptive;

[AdamConfig(Amsgrad = true, WeightDecay = 0.01, GlobalClipNorm = 1)]
internal sealed partial class AmsgradDecayGlobalClipNorm;

[AdamConfig(Amsgrad = true, WeightDecay = 0.01, GlobalClipNorm = 1, AdaptiveEpsilon = true)]
internal sealed partial class AmsgradDecayGlobalClipNormAdaptive;

[AdamConfig(Amsgrad = true, UseEma = true)]
internal sealed partial class AmsgradEma;

[AdamConfig(Amsgrad = true, UseEma = true, AdaptiveEpsilon = true)]
internal sealed partial class AmsgradEmaAdaptive;

[AdamConfig(Amsgrad = true, UseEma = true, ClipValue = 1)]
internal sealed partial class AmsgradEmaClipValue;

[AdamConfig(Amsgrad = true, UseEma = true, ClipValue = 1, AdaptiveEpsilon = true)]
internal sealed partial class AmsgradEmaClipValueAdaptive;

[AdamConfig(Amsgrad = true, UseEma = true, ClipNorm = 1)]
internal sealed partial class AmsgradEmaClipNorm;

[AdamConfig(Amsgrad = true, UseEma = true, ClipNorm = 1, AdaptiveEpsilon = true)]
internal sealed partial class AmsgradEmaClipNormAdaptive;

[AdamConfig(Amsgrad = true, UseEma = true, GlobalClipNorm = 1)]
internal sealed partial class AmsgradEmaGlobalClipNorm;

[AdamConfig(Amsgrad = true, UseEma = true, GlobalClipNorm = 1, AdaptiveEpsilon = true)]
internal sealed partial class AmsgradEmaGlobalClipNormAdaptive;

[AdamConfig(Amsgrad = true, UseEma = true, WeightDecay = 0.01)]
internal sealed partial class AmsgradEmaDecay;

[AdamConfig(Amsgrad = true, UseEma = true, WeightDecay = 0.01, AdaptiveEpsilon = true)]
internal sealed partial class AmsgradEmaDecayAdaptive;

[AdamConfig(Amsgrad = true, UseEma = true, WeightDecay = 0.01, ClipValue = 1)]
internal sealed partial class AmsgradEmaDecayClipValue;

[AdamConfig(Amsgrad = true, UseEma = true, WeightDecay = 0.01, ClipValue = 1, AdaptiveEpsilon = true)]
internal sealed partial class AmsgradEmaDecayClipValueAdaptive;

[AdamConfig(Amsgrad = true, UseEma = true, WeightDecay = 0.01, ClipNorm = 1)]
internal sealed partial class AmsgradEmaDecayClipNorm;

[AdamConfig(Amsgrad = true, UseEma = true, WeightDecay = 0.01, ClipNorm = 1, AdaptiveEpsilon = true)]
internal sealed partial class AmsgradEmaDecayClipNormAdaptive;

[AdamConfig(Amsgrad = true, UseEma = true, WeightDecay = 0.01, GlobalClipNorm = 1)]
internal sealed partial class AmsgradEmaDecayGlobalClipNorm;

[AdamConfig(Amsgrad = true, UseEma = true, WeightDecay = 0.01, GlobalClipNorm = 1, AdaptiveEpsilon = true)]
internal sealed partial class AmsgradEmaDecayGlobalClipNormAdaptive;

[AdamConfig(Amsgrad = true, UseEma = true, EmaOverwriteFrequency = 3)]
internal sealed partial class AmsgradEmaOverwrite;

[AdamConfig(Amsgrad = true, UseEma = true, EmaOverwriteFrequency = 3, AdaptiveEpsilon = true)]
internal sealed partial class AmsgradEmaOverwriteAdaptive;

[AdamConfig(Amsgrad = true, UseEma = true, EmaOverwriteFrequency = 3, ClipValue = 1)]
internal sealed partial class AmsgradEmaOverwriteClipValue;

[AdamConfig(Amsgrad = true, UseEma = true, EmaOverwriteFrequency = 3, ClipValue = 1, AdaptiveEpsilon = true)]
internal sealed partial class AmsgradEmaOverwriteClipValueAdaptive;

[AdamConfig(Amsgrad = true, UseEma = true, EmaOverwriteFrequency = 3, ClipNorm = 1)]
internal sealed partial class AmsgradEmaOverwriteClipNorm;

[AdamConfig(Amsgrad = true, UseEma = true, EmaOverwriteFrequency = 3, ClipNorm = 1, AdaptiveEpsilon = true)]
internal sealed partial class AmsgradEmaOverwriteClipNormAdaptive;

[AdamConfig(Amsgrad = true, UseEma = true, EmaOverwriteFrequency = 3, GlobalClipNorm = 1)]
internal sealed partial class AmsgradEmaOverwriteGlobalClipNorm;

[AdamConfig(Amsgrad = true, UseEma = true, EmaOverwriteFrequency = 3, GlobalClipNorm = 1, AdaptiveEpsilon = true)]
internal sealed partial class AmsgradEmaOverwriteGlobalClipNormAdaptive;

[AdamConfig(Amsgrad = true, UseEma = true, EmaOverwriteFrequency = 3, WeightDecay = 0.01)]
internal sealed partial class AmsgradEmaOverwriteDecay;

[AdamConfig(Amsgrad = true, UseEma = true, EmaOverwriteFrequency = 3, WeightDecay = 0.01, AdaptiveEpsilon = true)]
internal sealed partial class AmsgradEmaOverwriteDecayAdaptive;

[AdamConfig(Amsgrad = true, UseEma = true, EmaOverwriteFrequency = 3, WeightDecay = 0.01, ClipValue = 1)]
internal sealed partial class AmsgradEmaOverwriteDecayClipValue;

[AdamConfig(Amsgrad = true, UseEma = true, EmaOverwriteFrequency = 3, WeightDecay = 0.01, ClipValue = 1, AdaptiveEpsilon = true)]
internal sealed partial class AmsgradEmaOverwriteDecayClipValueAdaptive;

[AdamConfig(Amsgrad = true, UseEma = true, EmaOverwriteFrequency = 3, WeightDecay = 0.01, ClipNorm = 1)]
internal sealed partial class AmsgradEmaOverwriteDecayClipNorm;

[AdamConfig(Amsgrad = true, UseEma = true, EmaOverwriteFrequency = 3, WeightDecay = 0.01, ClipNorm = 1, AdaptiveEpsilon = true)]
internal sealed partial class AmsgradEmaOverwriteDecayClipNormAdaptive;

[AdamConfig(Amsgrad = true, UseEma = true, EmaOverwriteFrequency = 3, WeightDecay = 0.01, GlobalClipNorm = 1)]
internal sealed partial class AmsgradEmaOverwriteDecayGlobalClipNorm;

[AdamConfig(Amsgrad = true, UseEma = true, EmaOverwriteFrequency = 3, WeightDecay = 0.01, GlobalClipNorm = 1, AdaptiveEpsilon = true)]
internal sealed partial class AmsgradEmaOverwriteDecayGlobalClipNormAdaptive;
