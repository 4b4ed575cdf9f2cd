using System.Collections.Generic;

namespace Adam;

/// <summary>
/// A learning rate that depends on the step. Derive from it for a schedule of your own: one method, from the step to the rate.
/// </summary>
/// <remarks>
/// An optimizer uses it through a callable rate that returns <see cref="ValueAt"/> of its <c>Iterations</c>. It is asked before the
/// step is counted, so the first step uses <c>ValueAt(0)</c> (S8.2). The schedules of this library compute in binary32, one rounded operation after the other, with
/// subnormals flushed (S0.3, S8.5); their powers, cosines and logarithms are correctly rounded (D14), so every machine gives the
/// same bits. They are immutable and may be used by several threads and optimizers at once.
/// </remarks>
/// <param name="name">The schedule's name in a configuration, or null.</param>
public abstract class LearningRateSchedule(string? name = null)
{
    /// <summary>The name given in the constructor, or null. It has no effect on the values.</summary>
    public string? Name { get; } = name;

    /// <summary>Which numbers were integers in the configuration that this was read from, so that they stay integers there.</summary>
    internal IReadOnlyDictionary<string, bool>? IntegerArguments { get; set; }

    /// <summary>The learning rate of a step.</summary>
    /// <param name="iteration">The number of steps already taken, 0 for the first step: <c>step</c> in the formulas.</param>
    /// <returns>The rate. NaN and infinities are handed on to the update as they are.</returns>
    public abstract float ValueAt(long iteration);
}
