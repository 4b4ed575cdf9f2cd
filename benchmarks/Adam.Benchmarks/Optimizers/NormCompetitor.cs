using Adam.Benchmarks.Kernels;
using Adam.Benchmarks.Measuring;
using Adam.Norms;

namespace Adam.Benchmarks.Optimizers;

/// <summary>The norm pass alone, as a step runs it over one gradient.</summary>
internal sealed class NormCompetitor(StepArrays arrays) : Competitor(Norm, arrays.Length)
{
    internal const string Norm = "norm pass";

    // Read by nobody; kept so that no compiler drops the sum.
    private double _sum;

    internal override unsafe void Run(int steps)
    {
        for (int i = 0; i < steps; i++)
        {
            _sum += SquareSum.Of(ref *arrays.G, arrays.Length, SquareSum.LeastForGlobalNorm, InstructionSets.Best);
        }
    }
}
