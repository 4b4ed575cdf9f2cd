using System;
using Adam;

namespace Digits;

/// <summary>The learning rate of each step: a straight line up to the peak, then half a cosine down.</summary>
internal static class RateSchedule
{
    private const double Peak = 0.01;

    /// <summary>The part of the peak that is left at the end.</summary>
    private const double Rest = 0.1;

    /// <summary>A schedule over so many steps, of which one in twenty goes up.</summary>
    public static LearningRateSchedule Over(long steps)
    {
        long warmup = Math.Max(steps / 20, 1);
        return new LinearWarmup(new CosineDecay(Peak, decaySteps: Math.Max(steps - warmup, 1), alpha: Rest), warmup);
    }
}
