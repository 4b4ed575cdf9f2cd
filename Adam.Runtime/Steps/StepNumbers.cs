namespace Adam.Steps;

/// <summary>The hyper-parameters of one step: every callable asked, every limit that is off resolved (D12, D19).</summary>
/// <remarks>The rate is in binary32 already (S1.4c); a limit is null where it is off.</remarks>
internal readonly record struct StepNumbers(
    float Rate,
    double Beta1,
    double Beta2,
    double Epsilon,
    double WeightDecay,
    double? ClipNorm,
    double? ClipValue,
    double? GlobalClipNorm,
    double EmaMomentum);
