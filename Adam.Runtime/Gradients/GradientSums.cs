using System;
using System.Runtime.CompilerServices;
using Adam.Elements;
using Adam.Passes;

namespace Adam.Gradients;

/// <summary>Sums of the gradients of several micro-steps, one for each variable that had any.</summary>
/// <exception cref="OutOfMemoryException">They do not fit into memory.</exception>
internal sealed class GradientSums(AdamVariable[] variables) : IDisposable
{
    /// <summary>The sums, by position.</summary>
    public KeptGradients Kept { get; } = new(variables);

    /// <summary>Which of them there are.</summary>
    public bool[] Given { get; } = new bool[variables.Length];

    /// <summary>What they are divided by before they are used; 1 for nothing.</summary>
    public int Divisor { get; set; } = 1;

    /// <summary>The first gradient of a variable is copied, bits and all; the others are added to it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(GradientCall call, InstructionSet set)
    {
        foreach (int position in call.Order)
        {
            ref readonly ElementMemory gradient = ref call.Gradient(position);
            ref readonly ElementMemory sum = ref Kept.All[position];
            if (!Given[position])
            {
                gradient.CopyTo(in sum);
                Given[position] = true;
            }
            else
            {
                ref float total = ref sum.At<float>(0);
                _ = ElementPass.Run(ref total, ref gradient.At<float>(0), ref total, sum.Length, set, default(Sum));
            }
        }
    }

    public void Dispose() => Kept.Dispose();
}
