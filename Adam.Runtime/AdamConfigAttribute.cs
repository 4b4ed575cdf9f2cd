using System;
using Adam.Configs;
using Adam.Shared;

namespace Adam;

/// <summary>
/// Turns a partial class into an Adam optimizer: the generator makes it an <see cref="AdamOptimizer"/> and writes update
/// loops that contain exactly the stages chosen here.
/// </summary>
/// <remarks>
/// <para>The arguments are those of <c>tf_keras.optimizers.Adam</c> (S1.1). Which stages exist is fixed at compile time: an argument
/// that stands in the attribute is on, one that does not is None. The numbers are defaults, which <see cref="AdamOptions"/> and the
/// optimizer's own properties can change at run time.</para>
/// <para>NaN is an error of the compiler wherever it stands (D24, ADAM0021). In the formulas p is an element of a variable, g of its gradient, m
/// and v of the moments, t the number of the step, counted from 1.</para>
/// </remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class AdamConfigAttribute : Attribute
{
    /// <summary>The learning rate, per step: p = p - alpha * m / (sqrt(v) + epsilon), alpha = rate * sqrt(1 - beta2^t) / (1 - beta1^t). Meant to be finite and at least 0. Default 0.001.</summary>
    /// <remarks>Any number but NaN works as in the original; outside of the range the compiler warns (ADAM0018). Kept in binary32. Source: S1.4, S5.1.</remarks>
    public double LearningRate { get; set; } = Options.LearningRate.DefaultNumber;

    /// <summary>Decay rate of the first moment: m = m + (g - m) * (1 - beta1). Meant to be in [0, 1). Default 0.9.</summary>
    /// <remarks>Any number but NaN works as in the original; outside of the range the compiler warns (ADAM0016). Source: S5.1, S5.2.</remarks>
    public double Beta1 { get; set; } = Options.Beta1.DefaultNumber;

    /// <summary>Decay rate of the second moment: v = v + (g * g - v) * (1 - beta2). Meant to be in [0, 1). Default 0.999.</summary>
    /// <remarks>Any number but NaN works as in the original; outside of the range the compiler warns (ADAM0016). Source: S5.1, S5.2.</remarks>
    public double Beta2 { get; set; } = Options.Beta2.DefaultNumber;

    /// <summary>Added to the root of the second moment, to keep the quotient m / (sqrt(v) + epsilon) finite. Meant to be finite and greater than 0. Default 1e-7.</summary>
    /// <remarks>Any number but NaN works as in the original; outside of the range the compiler warns (ADAM0017). Source: S5.4.</remarks>
    public double Epsilon { get; set; } = Options.Epsilon.DefaultNumber;

    /// <summary>
    /// Whether epsilon is multiplied by sqrt(1 - beta2^t), which places it as Algorithm 1 of Kingma and Ba (2015) does. Default false.
    /// </summary>
    /// <remarks>Source: S5.1, S5.5.</remarks>
    public bool AdaptiveEpsilon { get; set; }

    /// <summary>
    /// Whether the step is divided by the root of the largest second moment so far, h = max(h, v), instead of v (Reddi, Kale, Kumar, 2018).
    /// A NaN in v stays in h. Default false.
    /// </summary>
    /// <remarks>Source: S5.3, D8.</remarks>
    public bool Amsgrad { get; set; }

    /// <summary>
    /// Decoupled weight decay (Loshchilov and Hutter, 2019): p = p - (p * decay) * rate before the update. Meant to be finite and at
    /// least 0. Not given: no decay. Given as 0: the stage exists with factor 0.
    /// </summary>
    /// <remarks>Any number but NaN works as in the original; outside of the range the compiler warns (ADAM0019). Source: S1.7, S4.1.</remarks>
    public double WeightDecay { get; set; }

    /// <summary>
    /// Limit of each gradient's Euclidean norm n: g = g * limit / max(n, limit). Not given, or not greater than zero: no limit. Not together with
    /// <see cref="GlobalClipNorm"/>. A gradient with a NaN becomes NaN.
    /// </summary>
    /// <remarks>Not greater than zero, the compiler warns (ADAM0015). Source: S3.7, S13.1, D19.</remarks>
    public double ClipNorm { get; set; }

    /// <summary>
    /// Limit of each gradient element's magnitude: g = min(max(g, -limit), limit). Not given, or not greater than zero: no limit. Not used
    /// beside a norm limit. A NaN stays.
    /// </summary>
    /// <remarks>Not greater than zero, or beside a norm, the compiler warns (ADAM0015, ADAM0014). Source: S3.7, S13.3, D19.</remarks>
    public double ClipValue { get; set; }

    /// <summary>
    /// Limit of the Euclidean norm n of all gradients of one call together: g = g * min(1, limit / n). Not given, or not greater than zero: no
    /// limit. Not together with <see cref="ClipNorm"/>. Where the norm is not finite, all gradients become NaN.
    /// </summary>
    /// <remarks>The scale is limit * min(1 / n, 1 / limit), as rounded there. Not greater than zero, the compiler warns (ADAM0015). Source: S3.7, S13.2, D19.</remarks>
    public double GlobalClipNorm { get; set; }

    /// <summary>Whether an exponential moving average of every variable is kept: a = a * momentum + p * (1 - momentum). Default false.</summary>
    /// <remarks>Source: S7.</remarks>
    public bool UseEma { get; set; }

    /// <summary>Momentum of the moving average, in [0, 1]; anything else is an error. Default 0.99.</summary>
    /// <remarks>Source: S1.9, S7.2.</remarks>
    public double EmaMomentum { get; set; } = Options.EmaMomentum.DefaultNumber;

    /// <summary>After every so many steps the variables are overwritten by their averages; at least 1. Not given: never.</summary>
    /// <remarks>Source: S1.9, S7.3.</remarks>
    public int EmaOverwriteFrequency { get; set; }

    /// <summary>Accepted for compatibility, without effect: there is no compiler to ask on a CPU. Default true.</summary>
    /// <remarks>Source: S1.10, D22.</remarks>
    public bool JitCompile { get; set; } = true;

    /// <summary>The optimizer's name and the scope of its variables' names. Default "Adam".</summary>
    /// <remarks>Source: S1.11, S2.5.</remarks>
    public string Name { get; set; } = Options.DefaultName;
}
