using System;
using Adam;

namespace Consumer;

/// <summary>Classes in all places, with the same attribute: each must take the same step.</summary>
internal static partial class Program
{
    internal static int Main()
    {
        (string Name, Func<AdamOptimizer> Make)[] classes =
        [
            ("nested", () => new Outer.Middle.Nested()),
            ("in the global namespace", () => new InTheGlobalNamespace()),
            ("named as a keyword", () => new @event()),
            ("with letters beyond ASCII", () => new Odd.@namespace.Größe_Ⅷ()),
            ("named as something emitted", () => new Odd.Kernels()),
            ("named as a root namespace", () => new Odd.System()),
        ];

        float[]? first = null;
        foreach ((string name, Func<AdamOptimizer> make) in classes)
        {
            using AdamOptimizer optimizer = make();
            float[] values = Step(optimizer);
            first ??= values;
            if (!values.AsSpan().SequenceEqual(first))
            {
                Console.Error.WriteLine($"The class {name} took another step than the first.");
                return 1;
            }
        }

        using var told = new InTheGlobalNamespace();
        Console.WriteLine($"Instruction set: {told.ActiveInstructionSet}");
        Console.WriteLine("All classes took the same step.");
        return 0;
    }

    private static float[] Step(AdamOptimizer optimizer)
    {
        // Not a multiple of any vector: the tail runs too.
        float[] values = new float[77];
        float[] gradient = new float[77];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = i - 30;
            gradient[i] = (i * 37 % 77) - 38;
        }

        var variable = new AdamVariable("values", values);
        for (int step = 0; step < 3; step++)
        {
            optimizer.ApplyGradients((gradient, variable));
        }

        return float.IsFinite(values[0]) && values[0] != -30f ? values : throw new InvalidOperationException("Nothing moved.");
    }
}
