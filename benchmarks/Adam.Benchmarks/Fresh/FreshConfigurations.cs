namespace Adam.Benchmarks.Fresh;

/// <summary>The stages that every Adam has.</summary>
[AdamConfig]
internal sealed partial class FreshPlainAdam;

/// <summary>All stages that go together, and the norm of all gradients.</summary>
[AdamConfig(WeightDecay = 0.004, GlobalClipNorm = 1.0, Amsgrad = true, UseEma = true)]
internal sealed partial class FreshGlobalNormAdam;
