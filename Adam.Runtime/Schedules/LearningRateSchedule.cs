using System.Collections.Generic;
using Adam.Numerics;

namespace Adam;

/// <summary>
/// A learning rate that depends on the step. Derive from it for a schedule of your own: one method, from the step to the rate.
/// </summary>
/// <remarks>
/// An optimizer takes it as its rate and asks it once at each step, before the step is counted: the first step uses <c>ValueAt(0)</c>
/// (S8.2). A NaN is an error of that step, before anything changes (D24). The schedules of this library compute in binary32, one rounded operation after the other, with
/// subnormals flushed (S0.3, S8.5); their powers, cosines and logarithms are correctly rounded (D14), so every machine gives the
/// same bits. They are immutable and may be used by several threads and optimizers at once.
/// </remarks>
public abstract class LearningRateSchedule
{
    /// <summary>Creates a schedule.</summary>
    /// <param name="name">The schedule's name in a configuration, or null.</param>
    protected LearningRateSchedule(string? name = null) => Name = name;

    /// <summary>Creates a schedule of this library that takes powers, cosines or logarithms: their tables are made now, not in a step.</summary>
    private protected LearningRateSchedule(string? name, bool callsFunctions)
        : this(name)
    {
        if (callsFunctions)
        {
            ElementaryConstants.Prepare();
        }
    }

    /// <summary>The name given in the constructor, or null. It has no effect on the values.</summary>
    public string? Name { get; }

    /// <summary>Which numbers were integers in the configuration that this was read from, so that they stay integers there.</summary>
    internal IReadOnlyDictionary<string, bool>? IntegerArguments { get; set; }

    /// <summary>The learning rate of a step.</summary>
    /// <param name="iteration">The number of steps already taken, 0 for the first step: <c>step</c> in the formulas.</param>
    /// <returns>The rate. Infinities are handed on to the update as they are.</returns>
    public abstract float ValueAt(long iteration);

    /// <summary>The schedule with its arguments, as a reader would write it; culture-invariant.</summary>
    /// <returns><c>ExponentialDecay(initialLearningRate: 0.1, decaySteps: 10, decayRate: 0.9)</c>, for one; of a class of your own, its name.</returns>
    public override string ToString()
    {
        string arguments = Arguments;
        string name = Name is null ? "" : $"name: '{Name}'";
        string separator = arguments.Length > 0 && name.Length > 0 ? ", " : "";
        return arguments.Length + name.Length == 0 ? GetType().Name : $"{GetType().Name}({arguments}{separator}{name})";
    }

    /// <summary>The arguments of a schedule of this library, each with its name.</summary>
    private protected virtual string Arguments => "";
}
