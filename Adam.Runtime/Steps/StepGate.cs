using Adam.LossScaling;

namespace Adam.Steps;

/// <summary>What stands between a checked call and its step: the loss scale, and who wants to know.</summary>
/// <param name="Scale">Decides on the step and is updated first (S10.4); null where there is none.</param>
/// <param name="GradientsAreScaled">Whether the gradients of the call are still to be divided by the scale.</param>
/// <param name="WantsReport">Whether the caller reads the report.</param>
internal readonly record struct StepGate(LossScale? Scale, bool GradientsAreScaled, bool WantsReport)
{
    public static StepGate Open => default;

    public static StepGate Reported => new(null, false, true);
}
