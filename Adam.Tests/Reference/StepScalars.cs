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
        float rate = Read(config.LearningRate);
        float alpha = FlushedFloat.Divide(FlushedFloat.Multiply(rate, r), FlushedFloat.Subtract(1, p1));
        float epsilon = Read(config.Epsilon);
        return new StepScalars(
            Alpha: alpha,
            Epsilon: config.AdaptiveEpsilon ? FlushedFloat.Multiply(epsilon, r) : epsilon,
            C1: Read(1 - config.Beta1),
            C2: Read(1 - config.Beta2),
            Decay: Read(config.WeightDecay ?? 0),
            Rate: rate,
            Momentum: Read(config.EmaMomentum),
            MomentumRest: Read(1 - config.EmaMomentum));
    }

    /// <summary>Rounded to binary32. A subnormal scalar is only ever an operand, and every operation reads it as zero (S0.3).</summary>
    private static float Read(double x) => FlushedFloat.Read((float)x);
}
