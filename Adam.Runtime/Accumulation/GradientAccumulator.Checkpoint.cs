using System;
using System.Collections.Generic;
using Adam.Elements;
using Adam.Gradients;
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

    /// <summary>Takes over sums that were loaded; null where there are none.</summary>
    internal void Restore(int count, GradientSums? sums)
    {
        Clear();
        if (sums is not null)
        {
            _sums?.Dispose();
            _sums = sums;
        }

        Count = count;
    }
}
