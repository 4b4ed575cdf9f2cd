using System;
using Adam.Running;

namespace Adam.Checkpoints;

/// <summary>What a checkpoint of an optimizer consists of: the optimizer, and what stands around it.</summary>
internal readonly record struct OptimizerParts(AdamOptimizer Optimizer, LossScaleOptimizer? Scaled, GradientAccumulator? Accumulator)
{
    /// <exception cref="ArgumentException">It is none of this library's classes.</exception>
    public static OptimizerParts Of(IAdamOptimizer optimizer) => optimizer switch
    {
        AdamOptimizer plain => new(plain, null, null),
        LossScaleOptimizer scaled => new(scaled.Inner, scaled, null),
        GradientAccumulator accumulator => new(accumulator.Optimizer, accumulator.Scaled, accumulator),
        null => throw new ArgumentNullException(nameof(optimizer)),
        _ => throw new ArgumentException(
            $"{optimizer.GetType().Name} is no class of this library; save the optimizer inside of it, and its own state beside that.", nameof(optimizer)),
    };

    /// <summary>Runs something that reads, within a callback too.</summary>
    public void Read(Action action)
    {
        using CallGuard.Scope outer = Accumulator is { } accumulator ? accumulator.Guard.Reading(accumulator) : default;
        using CallGuard.Scope inner = Optimizer.Guard.Reading(Optimizer);
        action();
    }

    /// <summary>Runs something that changes, while no other call runs.</summary>
    public void Change(Action action)
    {
        using CallGuard.Scope outer = Accumulator is { } accumulator ? accumulator.Guard.Call(accumulator) : default;
        using CallGuard.Scope inner = Optimizer.Guard.Call(Optimizer);
        action();
    }
}
