namespace Adam.Tests.Reference;

/// <summary>What all lanes of one type have in common in a step, each number rounded where S5.1 says.</summary>
internal readonly record struct StepScalars<T>(
    T Alpha,
    T Epsilon,
    T C1,
    T C2,
    T Decay,
    T Rate,
    T Momentum,
    T MomentumRest)
    where T : unmanaged;
