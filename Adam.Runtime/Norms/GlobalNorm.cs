using System;
using System.Buffers;
using Adam.Elements;
using Adam.Norms;

namespace Adam;

/// <summary>The norm of gradients that several optimizers step, with the bits that one optimizer over all of them would clip by.</summary>
public static class GlobalNorm
{
    /// <summary>
    /// sqrt(2 * sum(g * g / 2)) over all elements of all gradients, in binary32: what <c>GlobalClipNorm</c> compares with its limit, and what
    /// <see cref="StepReport.GradientNorm"/> says.
    /// </summary>
    /// <param name="gradients">
    /// The gradients, in the order in which an optimizer over all of them would be built: sums of squares are rounded in double, and another order may
    /// give another last bit. Missing ones are left out.
    /// </param>
    /// <returns>
    /// The norm, at most 1 ulp from the exact root of the sum of the rounded squares. 0 without gradients; NaN where an element is NaN; infinity where one is infinite or
    /// the sum of the squares is beyond binary32, from about 1.8e19 on.
    /// </returns>
    /// <remarks>
    /// Nothing is changed or kept, and nothing is allocated: thread-safe as long as nobody writes the gradients. One read of their memory, on the caller's thread.
    /// Every instruction set gives the same bits. By S13.2 and D15: squares are rounded one by one and count as zero below 2^-125, blocks of 16,384 elements of one
    /// gradient are added up in a fixed shape, and the sums of blocks and of gradients in their order.
    /// </remarks>
    /// <exception cref="InvalidOperationException">A memory manager has less memory than it had when the gradient was made.</exception>
    public static float Of(params ReadOnlySpan<Gradient> gradients)
    {
        double sum = 0;
        foreach (ref readonly Gradient gradient in gradients)
        {
            sum += gradient.IsMissing ? 0 : SumOfSquares(in gradient);
        }

        return SquareSum.GlobalNorm(sum);
    }

    private static double SumOfSquares(in Gradient gradient)
    {
        ElementMemory values = gradient.Values;
        if (!values.IsManaged)
        {
            return SumOfSquares(in values);
        }

        values = values.Pin("a gradient", out MemoryHandle handle);
        using (handle)
        {
            return SumOfSquares(in values);
        }
    }

    private static double SumOfSquares(in ElementMemory values) =>
        SquareSum.Of(ref values.At<float>(0), values.Length, SquareSum.LeastForGlobalNorm, InstructionSets.Best);
}
