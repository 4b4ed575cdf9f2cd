namespace Adam.Elements;

/// <summary>What all elements of one type have in common in a step: numbers of that type, each exact in a double.</summary>
/// <param name="Alpha">The step size with both bias corrections.</param>
/// <param name="Epsilon">What is added to the root.</param>
/// <param name="C1">1 - beta1.</param>
/// <param name="C2">1 - beta2.</param>
/// <param name="Decay">The decoupled decay.</param>
/// <param name="Rate">The learning rate.</param>
/// <param name="Momentum">The momentum of the average.</param>
/// <param name="Complement">1 - momentum.</param>
internal readonly record struct ElementScalars(
    double Alpha, double Epsilon, double C1, double C2, double Decay, double Rate, double Momentum, double Complement);
