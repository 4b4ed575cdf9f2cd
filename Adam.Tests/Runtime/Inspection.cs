using System;
using System.Linq;
using Xunit;

namespace Adam.Tests.Runtime;

/// <summary>Looks into an optimizer through its public members alone.</summary>
internal static class Inspection
{
    public static TheoryData<InstructionSet> Sets => [.. InstructionSets.Supported];

    /// <summary>The elements of the slot whose name ends in, for example, "m/w".</summary>
    public static float[] Slot(this AdamOptimizer optimizer, string name)
    {
        OptimizerVariable slot = optimizer.Variables.Single(variable => variable.Name == name || variable.Name.EndsWith("/" + name, StringComparison.Ordinal));
        float[] values = new float[slot.Length];
        slot.CopyTo(values);
        return values;
    }

    /// <summary>The names of all variables, in order.</summary>
    public static string[] Names(this AdamOptimizer optimizer) => [.. optimizer.Variables.Select(variable => variable.Name)];

    /// <summary>The elements over and over, so that they meet whole vectors and the end of the array.</summary>
    public static float[] Tiled(float[] values, int copies) => [.. Enumerable.Repeat(values, copies).SelectMany(copy => copy)];

    /// <summary>A variable named "w".</summary>
    public static AdamVariable Variable(params float[] values) => new("w", values);
}
