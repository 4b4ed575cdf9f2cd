using System;
using Adam.Numerics;

namespace Adam;

/// <summary>
/// A rate that follows half a cosine down to a fraction of itself, after an optional linear warm-up (Loshchilov and Hutter, "SGDR",
/// 2017).
/// </summary>
/// <remarks>S8.10, with the checks of D20 and D24.</remarks>
/// <param name="initialLearningRate">The rate of the first step, rounded to binary32.</param>
/// <param name="decaySteps">Length of the decay in steps, the warm-up not counted, greater than 0; need not be whole.</param>
/// <param name="alpha">What is left in the end, as a fraction of the rate from which the decay starts. Default 0.</param>
/// <param name="name">The schedule's name in a configuration, or null.</param>
/// <param name="warmupTarget">The rate at the end of the warm-up, from which the decay starts. Null: no warm-up, the decay starts from the initial rate.</param>
/// <param name="warmupSteps">Length of the warm-up in steps, at least 0; without effect when there is no target.</param>
/// <exception cref="ArgumentOutOfRangeException">
/// <paramref name="decaySteps"/> is not a finite number greater than 0, <paramref name="warmupSteps"/> is negative or not finite, or a
/// rate or <paramref name="alpha"/> is NaN.
/// </exception>
public sealed class CosineDecay(
    double initialLearningRate, double decaySteps, double alpha = 0.0, string? name = null, double? warmupTarget = null, double warmupSteps = 0)
    : LearningRateSchedule(name, callsFunctions: true)
{
    /// <summary>The rate of the first step.</summary>
    public double InitialLearningRate { get; } = ScheduleArguments.CheckNumber(initialLearningRate);

    /// <summary>Length of the decay in steps, the warm-up not counted.</summary>
    public double DecaySteps { get; } = ScheduleArguments.CheckPeriod(decaySteps);

    /// <summary>What is left in the end, as a fraction of the rate from which the decay starts.</summary>
    public double Alpha { get; } = ScheduleArguments.CheckNumber(alpha);

    /// <summary>The rate at the end of the warm-up; null: no warm-up.</summary>
    public double? WarmupTarget { get; } = warmupTarget is double target ? ScheduleArguments.CheckNumber(target, nameof(warmupTarget)) : null;

    /// <summary>Length of the warm-up in steps.</summary>
    public double WarmupSteps { get; } = ScheduleArguments.CheckLength(warmupSteps);

    private protected override string Arguments
    {
        get
        {
            string decay = $"initialLearningRate: {ScheduleArguments.Text(InitialLearningRate)}, decaySteps: {ScheduleArguments.Text(DecaySteps)}, alpha: {ScheduleArguments.Text(Alpha)}";
            return WarmupTarget is double peak
                ? $"{decay}, warmupTarget: {ScheduleArguments.Text(peak)}, warmupSteps: {ScheduleArguments.Text(WarmupSteps)}"
                : decay;
        }
    }

    /// <summary>
    /// Warm-up, s &lt; warmupSteps: (target - initial) * (s / warmupSteps) + initial. Then, with s counted from its end and at most
    /// decaySteps: from * ((1 - alpha) * c + alpha), c = 0.5 * (1 + cos(pi * (s / decaySteps))), from = target. Without a target
    /// there is only the second part, from = initial.
    /// </summary>
    /// <param name="iteration">The number of steps already taken: the <c>step</c> of the formula.</param>
    /// <returns>The rate.</returns>
    public override float ValueAt(long iteration)
    {
        FlushedFloat initial = (FlushedFloat)InitialLearningRate;
        FlushedFloat decaySteps = (FlushedFloat)DecaySteps;
        FlushedFloat s = (float)iteration;
        if (WarmupTarget is not { } target)
        {
            return Decay(FlushedFloat.Min(s, decaySteps), initial).Value;
        }

        FlushedFloat warmupSteps = (FlushedFloat)WarmupSteps;
        FlushedFloat from = (FlushedFloat)target;
        s = FlushedFloat.Min(s, decaySteps + warmupSteps);
        return s < warmupSteps
            ? (((from - initial) * (s / warmupSteps)) + initial).Value
            : Decay(s - warmupSteps, from).Value;
    }

    // 1 - alpha is formed in double and rounded once; CosineDecayRestarts rounds alpha first (S8.10, S8.11).
    private FlushedFloat Decay(FlushedFloat s, FlushedFloat from)
    {
        FlushedFloat cosine = 0.5f * (1f + FlushedFloat.Cos(MathF.PI * (s / (FlushedFloat)DecaySteps)));
        return from * (((FlushedFloat)(1 - Alpha) * cosine) + (FlushedFloat)Alpha);
    }
}
