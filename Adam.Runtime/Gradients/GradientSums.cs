using System;

namespace Adam.Gradients;

/// <summary>Sums of the gradients of several micro-steps, one for each variable that had any.</summary>
/// <exception cref="OutOfMemoryException">They do not fit into memory.</exception>
internal sealed class GradientSums(AdamVariable[] variables) : IDisposable
{
    /// <summary>The sums, by position.</summary>
    public KeptGradients Kept { get; } = new(variables);

    /// <summary>Which of them there are.</summary>
    public bool[] Given { get; } = new bool[variables.Length];

    /// <summary>What they are divided by before they are used; 1 for nothing.</summary>
    public int Divisor { get; set; } = 1;

    public void Dispose() => Kept.Dispose();
}
