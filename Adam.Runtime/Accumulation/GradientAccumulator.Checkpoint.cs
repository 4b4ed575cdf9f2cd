using System;
using System.Collections.Generic;
using Adam.Elements;
using Adam.Running;

namespace Adam;

/// <content>What checkpoints see.</content>
public sealed partial class GradientAccumulator
{
    internal AdamOptimizer Optimizer => _optimizer;

    internal LossScaleOptimizer? Scaled => _scaled;

    internal CallGuard Guard => _guard;

    /// <summary>The sums that have a gradient in them, by the variable's position.</summary>
    internal IEnumerable<(int Position, ElementMemory Sum)> GivenSums
    {
        get
        {
            for (int i = 0; i < (_sums?.Given.Length ?? 0); i++)
            {
                if (_sums!.Given[i])
                {
                    yield return (i, _sums.Kept.All[i]);
                }
            }
        }
    }

    /// <summary>Makes room for sums, the last thing of <see cref="Restore"/> that can fail.</summary>
    internal void PrepareToRestore(AdamVariable[]? variables)
    {
        if (variables is not null)
        {
            _ = Prepare(variables);
        }
    }

    /// <summary>Takes over sums that were saved.</summary>
    internal void Restore(int count, IReadOnlyList<(int Position, ElementMemory Sum)> sums)
    {
        Clear();
        foreach ((int position, ElementMemory sum) in sums)
        {
            sum.CopyTo(in _sums!.Kept.All[position]);
            _sums.Given[position] = true;
        }

        Count = count;
    }
}
