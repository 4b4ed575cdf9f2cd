using System;
using Adam.Benchmarks.Kernels;

namespace Adam.Benchmarks.Measuring;

/// <summary>A kernel called directly, once a step. The arrays stay with whoever made them.</summary>
internal sealed class KernelCompetitor(string name, Kernel kernel, StepArrays arrays) : Competitor(name, arrays.Length)
{
    // Any step will do: how long it takes does not depend on alpha.
    private readonly StepNumbers _numbers = StepNumbers.At(10);

    /// <summary>Brings the arrays back to where each sample begins; null to go on from wherever the last one ended.</summary>
    internal Action? Restore { get; set; }

    internal override void Prepare() => Restore?.Invoke();

    internal override void Run(int steps)
    {
        for (int i = 0; i < steps; i++)
        {
            kernel(arrays, _numbers);
        }
    }
}
