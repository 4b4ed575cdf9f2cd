using System;
using System.Collections.Generic;
using System.Linq;

namespace Adam.Tests.Reference;

/// <summary>
/// Whole steps of the optimizer in the order of S3.3, over <see cref="ReferenceLane"/>: variables of any element types, dense and sparse
/// gradients. Written to be read beside the spec, not to be fast.
/// </summary>
internal sealed class ReferenceOptimizer
{
    private readonly ReferenceConfig _config;
    private readonly List<ReferenceVariable> _variables;

    /// <summary>Takes the variables in the order in which every step names their gradients.</summary>
    public ReferenceOptimizer(ReferenceConfig config, IEnumerable<ReferenceVariable> variables)
    {
        _config = config;
        _variables = [.. variables];
    }

    public IReadOnlyList<ReferenceVariable> Variables => _variables;

    public long Iterations { get; set; }

    /// <summary>One call with one gradient for each variable; null is a missing one.</summary>
    public void Step(params ReferenceGradient?[] gradients)
    {
        if (gradients.Length != _variables.Count)
        {
            throw new ArgumentException("There must be one gradient for each variable.", nameof(gradients));
        }

        // S3.5.
        if (gradients.All(g => g is null))
        {
            throw new ArgumentException("At least one gradient must be there.", nameof(gradients));
        }

        long t = Iterations + 1;
        // S8.2: the schedule is asked with the steps already taken.
        ReferenceConfig config = _config.Schedule is { } schedule ? _config with { LearningRate = schedule.ValueAt(Iterations) } : _config;
        for (int i = 0; i < gradients.Length; i++)
        {
            if (gradients[i] is { } gradient)
            {
                _variables[i].Step(config, t, gradient, gradients.OfType<ReferenceGradient>());
            }
        }

        // S7.3.
        if (_config is { UseEma: true, EmaOverwriteFrequency: > 0 and int frequency } && t % frequency == 0)
        {
            Overwrite(_variables.Where((_, i) => gradients[i] is not null));
        }

        Iterations = t;
    }

    /// <summary>S7.4: the averages become the variables' values.</summary>
    public void FinalizeVariableValues() => Overwrite(_variables);

    private static void Overwrite(IEnumerable<ReferenceVariable> variables)
    {
        foreach (ReferenceVariable variable in variables)
        {
            variable.Overwrite();
        }
    }
}
