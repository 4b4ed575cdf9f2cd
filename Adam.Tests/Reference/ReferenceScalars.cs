namespace Adam.Tests.Reference;

/// <summary>The scalars of a step by S5.1, one rounded operation after the other.</summary>
internal static class ReferenceScalars
{
    /// <summary>The scalars of step t, counted from 1 (S0.5).</summary>
    public static StepScalars<T> Of<TArithmetic, T>(ReferenceConfig config, long t)
        where TArithmetic : struct, IArithmetic<T>
        where T : unmanaged
    {
        T one = TArithmetic.Round(1);
        T n = TArithmetic.Round(t);
        T p1 = TArithmetic.Power(Cast(config.Beta1), n);
        T p2 = TArithmetic.Power(Cast(config.Beta2), n);
        T r = TArithmetic.Sqrt(TArithmetic.Subtract(one, p2));
        T rate = Cast(config.LearningRate);
        T alpha = TArithmetic.Divide(TArithmetic.Multiply(rate, r), TArithmetic.Subtract(one, p1));
        T epsilon = Operand(config.Epsilon);
        return new StepScalars<T>(
            Alpha: alpha,
            Epsilon: config.AdaptiveEpsilon ? TArithmetic.Multiply(epsilon, r) : epsilon,
            C1: Operand(1 - config.Beta1),
            C2: Operand(1 - config.Beta2),
            Decay: Cast(config.WeightDecay ?? 0),
            Rate: rate,
            Momentum: Operand(config.EmaMomentum),
            MomentumRest: Operand(1 - config.EmaMomentum));

        // S0.4. A subnormal scalar is only ever an operand, and every operation reads it as it is read here (S0.3).
        static T Operand(double x) => TArithmetic.Read(TArithmetic.Round(x));
        static T Cast(double x) => Operand((float)x);
    }
}
