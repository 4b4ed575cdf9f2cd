using System;
using System.Runtime.InteropServices;

namespace Adam.Benchmarks.Kernels;

/// <summary>The scalars of one step (S5.1, S4.1, S7.2, S13.3). C kernels read the same layout.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct StepNumbers
{
    /// <summary>Rate with both bias corrections.</summary>
    public float Alpha;

    /// <summary>Added to the root.</summary>
    public float Epsilon;

    /// <summary>1 - beta1.</summary>
    public float C1;

    /// <summary>1 - beta2.</summary>
    public float C2;

    /// <summary>Weight decay.</summary>
    public float Decay;

    /// <summary>Learning rate, the second factor of the decay.</summary>
    public float Rate;

    /// <summary>Limit of each gradient element.</summary>
    public float Limit;

    /// <summary>Momentum of the average.</summary>
    public float Momentum;

    /// <summary>1 - momentum.</summary>
    public float Rest;

    // The numbers of the optimizers in Optimizers.cs; the bit check fails if the two drift apart.
    internal const double LearningRate = 1e-3, Beta1 = 0.9, Beta2 = 0.999, DefaultEpsilon = 1e-7;
    internal const double WeightDecay = 0.004, ClipValue = 5e-4, EmaMomentum = 0.99;

    /// <summary>The scalars of step <paramref name="t"/>, rounded where S5.1 says.</summary>
    /// <param name="t">The step, from 1 on.</param>
    /// <remarks>The powers go through double: for the few steps a bit check looks at, that is the correctly rounded one.</remarks>
    internal static StepNumbers At(long t)
    {
        float p1 = (float)Math.Pow((float)Beta1, t);
        float p2 = (float)Math.Pow((float)Beta2, t);
        float correction = MathF.Sqrt(1f - p2);
        return new StepNumbers
        {
            Alpha = (float)LearningRate * correction / (1f - p1),
            Epsilon = (float)DefaultEpsilon,
            C1 = (float)(1 - Beta1),
            C2 = (float)(1 - Beta2),
            Decay = (float)WeightDecay,
            Rate = (float)LearningRate,
            Limit = (float)ClipValue,
            Momentum = (float)EmaMomentum,
            Rest = (float)(1 - EmaMomentum),
        };
    }
}
