namespace Adam.Elements;

/// <summary>The hyper-parameters of a step that its scalars depend on, whatever the element type.</summary>
/// <param name="Rate">The learning rate, in binary32 already (S1.4c).</param>
/// <param name="Beta1">Decay of the first moment.</param>
/// <param name="Beta2">Decay of the second moment.</param>
/// <param name="Epsilon">What is added to the root.</param>
/// <param name="AdaptiveEpsilon">Whether epsilon is multiplied by the bias correction of the second moment.</param>
/// <param name="WeightDecay">The decoupled decay; of no effect where the class has none.</param>
/// <param name="EmaMomentum">The momentum of the average; of no effect where the class has none.</param>
internal readonly record struct ElementNumbers(
    float Rate, double Beta1, double Beta2, double Epsilon, bool AdaptiveEpsilon, double WeightDecay, double EmaMomentum);
