namespace Adam;

/// <summary>What one step did. A plain value: making and handing it on allocates nothing.</summary>
/// <remarks>Source: S1.4, S10.6, S13.2, D15.</remarks>
/// <param name="Step">The number of steps counted, this one included.</param>
/// <param name="LearningRate">The rate that the step used, in binary32; of a skipped step, the one shown before it.</param>
/// <param name="GradientNorm">
/// The norm of all gradients of the call, before clipping, computed as for a global limit; infinite or NaN where the
/// gradients are, or where the sum of their squares is beyond binary32.
/// </param>
/// <param name="Clipped">
/// Whether a limit was exceeded: the global norm's, that of the norm of any gradient, or that of any element. NaN exceeds nothing.
/// </param>
/// <param name="Skipped">Whether the step was skipped because a gradient was not finite; then only the counter moved.</param>
public readonly record struct StepReport(long Step, double LearningRate, float GradientNorm, bool Clipped, bool Skipped);
