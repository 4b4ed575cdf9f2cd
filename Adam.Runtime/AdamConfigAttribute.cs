using System;

namespace Adam;

/// <summary>
/// Turns a partial class into an Adam optimizer: the generator makes it an <see cref="AdamOptimizer"/> and writes update
/// loops that contain exactly the stages chosen here.
/// </summary>
/// <remarks>
/// The arguments are those of <c>tf_keras.optimizers.Adam</c> (spec S1.1). Which stages exist is fixed at compile time:
/// a property that stands in the attribute is on, one that does not is None. The numbers are defaults, which
/// <see cref="AdamOptions"/> and the optimizer's own properties can change at run time.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class AdamConfigAttribute : Attribute
{
    /// <summary>The learning rate, per step. Default 0.001. Source: S1.4.</summary>
    public double LearningRate { get; set; } = 0.001;

    /// <summary>Decay rate of the first moment, meant to be in [0, 1). Default 0.9. Source: S5.1, S5.2.</summary>
    public double Beta1 { get; set; } = 0.9;

    /// <summary>Decay rate of the second moment, meant to be in [0, 1). Default 0.999. Source: S5.1, S5.2.</summary>
    public double Beta2 { get; set; } = 0.999;

    /// <summary>Added to the root of the second moment, to keep the quotient finite. Default 1e-7. Source: S5.4.</summary>
    public double Epsilon { get; set; } = 1e-7;

    /// <summary>
    /// Whether epsilon is multiplied by sqrt(1 - beta2^t), which places it as Algorithm 1 of Kingma and Ba (2015) does.
    /// Default false. Source: S5.1, S5.5.
    /// </summary>
    public bool AdaptiveEpsilon { get; set; }

    /// <summary>
    /// Whether the step is divided by the maximum of all second moments so far (Reddi, Kale, Kumar, 2018). Default false.
    /// Source: S5.3.
    /// </summary>
    public bool Amsgrad { get; set; }

    /// <summary>
    /// Decoupled weight decay (Loshchilov and Hutter, 2019): each step takes (variable * decay) * rate off the variable before
    /// the update. Not given: no decay. Given as 0: the stage exists with factor 0 (S1.7). Source: S4.1.
    /// </summary>
    public double WeightDecay { get; set; }

    /// <summary>
    /// Limit of each gradient's Euclidean norm. Not given, or not greater than zero: no limit (D19). Not together with
    /// <see cref="GlobalClipNorm"/>. Source: S3.7, S13.1.
    /// </summary>
    public double ClipNorm { get; set; }

    /// <summary>
    /// Limit of each gradient element's magnitude. Not given, or not greater than zero: no limit (D19). Not used beside a norm
    /// limit. Source: S3.7, S13.3.
    /// </summary>
    public double ClipValue { get; set; }

    /// <summary>
    /// Limit of the Euclidean norm of all gradients of one call together. Not given, or not greater than zero: no limit (D19).
    /// Not together with <see cref="ClipNorm"/>. Source: S3.7, S13.2.
    /// </summary>
    public double GlobalClipNorm { get; set; }

    /// <summary>Whether an exponential moving average of every variable is kept. Default false. Source: S7.</summary>
    public bool UseEma { get; set; }

    /// <summary>Momentum of the moving average, in [0, 1]. Default 0.99. Source: S1.9, S7.2.</summary>
    public double EmaMomentum { get; set; } = 0.99;

    /// <summary>
    /// After every so many steps the variables are overwritten by their averages; at least 1. Not given: never.
    /// Source: S1.9, S7.3.
    /// </summary>
    public int EmaOverwriteFrequency { get; set; }

    /// <summary>Accepted for compatibility, without effect: there is no compiler to ask on a CPU (S1.10, D22). Default true.</summary>
    public bool JitCompile { get; set; } = true;

    /// <summary>The optimizer's name and the scope of its variables' names. Default "Adam". Source: S1.11, S2.5.</summary>
    public string Name { get; set; } = "Adam";
}
