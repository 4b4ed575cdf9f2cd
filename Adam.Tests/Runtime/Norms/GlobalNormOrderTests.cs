using System;
using Xunit;

namespace Adam.Tests.Runtime;

/// <summary>The global norm is one number, whatever the order of the call (D15).</summary>
public sealed class GlobalNormOrderTests
{
    /// <summary>
    /// The squares of the first gradient add to 2 + 2^-23, halfway between two floats; those of the others are 2^-52 each, half a
    /// last place of the double sum. Added one by one after the first they vanish and the sum rounds down to 2; added to each other
    /// first, they tip it up to 2 + 2^-22, whose root is the next float.
    /// </summary>
    [Fact]
    public void OrderOfTheCall_DoesNotChangeABit()
    {
        Assert.Equal(Step([0, 1, 2]), Step([1, 2, 0]));
    }

    private static int[] Step(int[] order)
    {
        float[][] gradients = [[1, 1, MathF.ScaleB(1, -12), MathF.ScaleB(1, -12)], [MathF.ScaleB(1, -26)], [MathF.ScaleB(1, -26)]];
        AdamVariable[] variables = Array.ConvertAll(gradients, gradient => new AdamVariable("kernel", new float[gradient.Length]));
        using var optimizer = new GlobalClipNormAdam();
        optimizer.Build(variables);
        optimizer.ApplyGradients(Array.ConvertAll(order, i => ((Gradient)gradients[i], variables[i])));
        float[] firstMoment = new float[gradients[0].Length];
        optimizer.Variables[1].CopyTo(firstMoment);
        return Array.ConvertAll(firstMoment, BitConverter.SingleToInt32Bits);
    }
}
