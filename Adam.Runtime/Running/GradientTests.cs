using System;
using System.Runtime.CompilerServices;
using System.Globalization;
using Adam.Elements;
using Adam.Gradients;
using Adam.Numerics;
using Adam.Passes;

namespace Adam.Running;

/// <summary>Questions about the gradients of a call that one read of them answers.</summary>
internal static class GradientTests
{
    /// <summary>Whether no element is infinite or NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool AreFinite(GradientCall call, InstructionSet set)
    {
        foreach (int position in call.Order)
        {
            ref readonly ElementMemory gradient = ref call.Gradient(position);
            if (!MagnitudeScan.AreFinite(ref gradient.At<float>(0), gradient.Length, set))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether any magnitude is above a limit; null is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool AnyAbove(GradientCall call, double? limit, InstructionSet set)
    {
        float most = Flushed.Read((float)(limit ?? double.PositiveInfinity));
        foreach (int position in call.Order)
        {
            ref readonly ElementMemory gradient = ref call.Gradient(position);
            if (MagnitudeScan.AnyAbove(ref gradient.At<float>(0), gradient.Length, most, set))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Names the first element that is infinite or NaN.</summary>
    /// <exception cref="ArgumentException">There is one.</exception>
    public static void ThrowIfNotFinite(GradientCall call, AdamVariable[] variables)
    {
        foreach (int position in call.Order)
        {
            ref readonly ElementMemory gradient = ref call.Gradient(position);
            long element = MagnitudeScan.FirstNotFinite(ref gradient.At<float>(0), gradient.Length);
            if (element >= 0)
            {
                string value = gradient.At<float>(element).ToString("R", CultureInfo.InvariantCulture);
                throw new ArgumentException(
                    $"The gradient of '{variables[position].Name}' is {value} at element {element}; give finite gradients, or set `NonFiniteGradients` to Skip or LetThrough.");
            }
        }
    }
}
