using System;
using System.Linq;
using Adam.Benchmarks.Data;
using Adam.Benchmarks.Measuring;

namespace Adam.Benchmarks.Optimizers;

/// <summary>The optimizer through its public step call. Owns the optimizer; variables and gradients stay with whoever made them.</summary>
internal sealed class AdamCompetitor : Competitor
{
    internal const string Adam = "Adam";

    private readonly AdamOptimizer _optimizer;
    private readonly (Gradient Gradient, AdamVariable Variable)[] _pairs;

    /// <summary>Wraps an optimizer.</summary>
    /// <param name="name">As tables print it.</param>
    /// <param name="optimizer">Not yet built.</param>
    /// <param name="variables">Each with its gradient attached.</param>
    internal AdamCompetitor(string name, AdamOptimizer optimizer, params AdamVariable[] variables)
        : base(name, variables.Sum(variable => variable.Length))
    {
        _optimizer = optimizer;
        _pairs = [.. variables.Select(variable => (variable.Gradient, variable))];
        _optimizer.Build(variables);
        // The moments start at zero, which is no state that training is in for long.
        Run(1);
    }

    /// <summary>Whether steps use the attached gradients instead of a list.</summary>
    internal bool Attached { get; init; }

    /// <summary>The state to begin each sample with; null to go on from wherever the last one ended.</summary>
    internal Array[]? State { get; set; }

    internal AdamOptimizer Optimizer => _optimizer;

    /// <summary>An optimizer over the variable and gradient of <paramref name="data"/>.</summary>
    internal static AdamCompetitor Over(StepData data, AdamOptimizer optimizer, string name = Adam) =>
        new(name, optimizer, Variable(data.Variable, data.Gradient));

    /// <summary>A variable over native memory, with its gradient attached.</summary>
    internal static unsafe AdamVariable Variable(NativeArray values, NativeArray gradient)
    {
        AdamVariable variable = AdamVariable.FromPointer("kernel", (nint)values.Pointer, values.Length);
        variable.Gradient = Gradient.FromPointer((nint)gradient.Pointer, gradient.Length);
        return variable;
    }

    internal override void Prepare()
    {
        if (State is not null)
        {
            _optimizer.SetWeights(State);
        }
    }

    internal override void Run(int steps)
    {
        for (int i = 0; i < steps; i++)
        {
            if (Attached)
            {
                _optimizer.Step();
            }
            else
            {
                _optimizer.ApplyGradients(_pairs);
            }
        }
    }

    public override void Dispose()
    {
        _optimizer.Dispose();
        base.Dispose();
    }
}
