using System;

namespace Adam.Tests.Reference;

/// <summary>What all lanes of a step have in common, each number rounded where S5.1 says.</summary>
internal readonly record struct StepScalars(
    float Alpha,
    float Epsilon,
    float C1,
    float C2,
    float Decay,
    float Rate,
    float Momentum,
    float MomentumRest)
{
    /// <summary>The scalars of step t, counted from 1 (S0.5).</summary>
    public static StepScalars Of(ReferenceConfig config, long t)
    {
        float n = t;
        float p1 = ExactPower.Compute((float)config.Beta1, n);
        float p2 = ExactPower.Compute((float)config.Beta2, n);
        float r = FlushedFloat.Sqrt(FlushedFloat.Subtract(1, p2));
        float rate = (float)config.LearningRate;
        float alpha = FlushedFloat.Divide(FlushedFloat.Multiply(rate, r), FlushedFloat.Subtract(1, p1));
        float epsilon = (float)config.Epsilon;
        return new StepScalars(
            Alpha: alpha,
            Epsilon: config.AdaptiveEpsilon ? FlushedFloat.Multiply(epsilon, r) : epsilon,
            C1: (float)(1 - config.Beta1),
            C2: (float)(1 - config.Beta2),
            Decay: (float)(config.WeightDecay ?? 0),
            Rate: rate,
            Momentum: (float)config.EmaMomentum,
            MomentumRest: (float)(1 - config.EmaMomentum));
    }
}
