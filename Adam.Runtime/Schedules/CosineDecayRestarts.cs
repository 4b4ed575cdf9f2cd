using System;
using Adam.Numerics;

namespace Adam;

/// <summary>
/// A cosine decay that starts again and again, over periods that grow and from rates that shrink by constant factors (Loshchilov and
/// Hutter, "SGDR", 2017).
/// </summary>
/// <remarks>S8.11, with the checks of D20 and D24.</remarks>
/// <param name="initialLearningRate">The rate of the first step, rounded to binary32.</param>
/// <param name="firstDecaySteps">Length of the first period in steps, greater than 0; need not be whole.</param>
/// <param name="tMul">What the length of each period is multiplied by for the next. Default 2.</param>
/// <param name="mMul">What the rate at each restart is multiplied by for the next. Default 1.</param>
/// <param name="alpha">What is left at least, as a fraction of the initial rate. Default 0.</param>
/// <param name="name">The schedule's name in a configuration, or null.</param>
/// <exception cref="ArgumentOutOfRangeException"><paramref name="firstDecaySteps"/> is not a finite number greater than 0, or another argument is NaN.</exception>
public sealed class CosineDecayRestarts(
    double initialLearningRate, double firstDecaySteps, double tMul = 2.0, double mMul = 1.0, double alpha = 0.0, string? name = null)
    : LearningRateSchedule(name, callsFunctions: true)
{
    /// <summary>The rate of the first step.</summary>
    public double InitialLearningRate { get; } = ScheduleArguments.CheckNumber(initialLearningRate);

    /// <summary>Length of the first period in steps.</summary>
    public double FirstDecaySteps { get; } = ScheduleArguments.CheckPeriod(firstDecaySteps);

    /// <summary>What the length of each period is multiplied by for the next.</summary>
    public double TMul { get; } = ScheduleArguments.CheckNumber(tMul);

    /// <summary>What the rate at each restart is multiplied by for the next.</summary>
    public double MMul { get; } = ScheduleArguments.CheckNumber(mMul);

    /// <summary>What is left at least, as a fraction of the initial rate.</summary>
    public double Alpha { get; } = ScheduleArguments.CheckNumber(alpha);

    private protected override string Arguments =>
        $"initialLearningRate: {ScheduleArguments.Text(InitialLearningRate)}, firstDecaySteps: {ScheduleArguments.Text(FirstDecaySteps)}, "
        + $"tMul: {ScheduleArguments.Text(TMul)}, mMul: {ScheduleArguments.Text(MMul)}, alpha: {ScheduleArguments.Text(Alpha)}";

    /// <summary>
    /// initial * ((1 - alpha) * c + alpha), c = 0.5 * mMul^i * (1 + cos(pi * f)), i the number of restarts and f the fraction of
    /// the running period. From f0 = step / firstDecaySteps: for tMul = 1, i = floor(f0) and f = f0 - i; else
    /// i = floor(ln(1 - f0 * (1 - tMul)) / ln(tMul)) and f = (f0 - (1 - tMul^i) / (1 - tMul)) / tMul^i.
    /// </summary>
    /// <param name="iteration">The number of steps already taken: the <c>step</c> of the formula.</param>
    /// <returns>
    /// The rate. NaN, which is an error of the step that meets it, from where the periods of a tMul below 1 have run out. In binary32 some late restarts come one step late: the
    /// 13th for tMul = 2.
    /// </returns>
    public override float ValueAt(long iteration)
    {
        FlushedFloat fraction = (FlushedFloat)(float)iteration / (FlushedFloat)FirstDecaySteps;
        FlushedFloat growth = (FlushedFloat)TMul;
        FlushedFloat alpha = (FlushedFloat)Alpha;
        FlushedFloat restarts;
        if (growth.Value == 1f)
        {
            restarts = FlushedFloat.Floor(fraction);
            fraction -= restarts;
        }
        else
        {
            restarts = FlushedFloat.Floor(FlushedFloat.Log(1f - (fraction * (1f - growth))) / FlushedFloat.Log(growth));
            FlushedFloat period = FlushedFloat.Pow(growth, restarts);
            fraction = (fraction - ((1f - period) / (1f - growth))) / period;
        }

        FlushedFloat cosine = 0.5f * FlushedFloat.Pow((FlushedFloat)MMul, restarts) * (1f + FlushedFloat.Cos(MathF.PI * fraction));
        return ((FlushedFloat)InitialLearningRate * (((1f - alpha) * cosine) + alpha)).Value;
    }
}
