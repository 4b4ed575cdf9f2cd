using System.Runtime.CompilerServices;
using Adam.Elements;
using Adam.Passes;

namespace Adam.Gradients;

/// <summary>Sums of gradients that become their mean.</summary>
internal static class Averaging
{
    /// <summary>Divides the call's gradients, which this library keeps, and goes on with the quotients.</summary>
    /// <param name="call">The call.</param>
    /// <param name="quotients">Where they go; may be where the sums are.</param>
    /// <param name="divisor">How many gradients each sum is over; each quotient is rounded and flushed.</param>
    /// <param name="set">The instruction set.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Divide(GradientCall call, KeptGradients quotients, int divisor, InstructionSet set)
    {
        var quotient = new Quotient(divisor);
        foreach (int position in call.Order)
        {
            ref float sum = ref call.Gradient(position).At<float>(0);
            ref readonly ElementMemory result = ref quotients.All[position];
            _ = ElementPass.Run(ref sum, ref sum, ref result.At<float>(0), result.Length, set, quotient);
        }

        call.Use(quotients);
    }
}
