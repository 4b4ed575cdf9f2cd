using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Adam.Lanes;

namespace Adam.Steps;

/// <summary>result[i] = operation(x[i], y[i]) over whole gradients; the result may be one of the operands.</summary>
internal static class ElementPass
{
    /// <summary>Runs an operation over all elements and says whether every result is finite, which the pass sees for nothing.</summary>
    public static bool Run<T>(ref float x, ref float y, ref float result, long length, InstructionSet set, T operation)
        where T : struct, IElementOperation
    {
        nuint total = (nuint)length;
        (nuint done, int largest) = set switch
        {
            InstructionSet.Avx512 => Run512(ref x, ref y, ref result, total, operation),
            InstructionSet.Avx2 => Run256(ref x, ref y, ref result, total, operation),
            InstructionSet.Vector128 or InstructionSet.AdvSimd => Run128(ref x, ref y, ref result, total, operation),
            _ => default,
        };
        for (nuint i = done; i < total; i++)
        {
            float element = operation.Of(Unsafe.Add(ref x, i), Unsafe.Add(ref y, i));
            largest = Math.Max(largest, BitConverter.SingleToInt32Bits(element) & Binary32.Magnitude);
            Unsafe.Add(ref result, i) = element;
        }

        return largest < (int)Binary32.Infinity;
    }

    // Each gives how many elements are done, and the bits of the largest magnitude; NaN lies above infinity.
    private static (nuint Done, int Largest) Run512<T>(ref float x, ref float y, ref float result, nuint total, T operation)
        where T : struct, IElementOperation
    {
        nuint i = 0;
        Vector512<int> largest = default;
        for (; i + (nuint)Vector512<float>.Count <= total; i += (nuint)Vector512<float>.Count)
        {
            Vector512<float> element = operation.Of(Vector512.LoadUnsafe(ref x, i), Vector512.LoadUnsafe(ref y, i));
            largest = Vector512.Max(largest, element.AsInt32() & Vector512.Create(Binary32.Magnitude));
            element.StoreUnsafe(ref result, i);
        }

        return (i, Largest(Vector256.Max(largest.GetLower(), largest.GetUpper())));
    }

    private static (nuint Done, int Largest) Run256<T>(ref float x, ref float y, ref float result, nuint total, T operation)
        where T : struct, IElementOperation
    {
        nuint i = 0;
        Vector256<int> largest = default;
        for (; i + (nuint)Vector256<float>.Count <= total; i += (nuint)Vector256<float>.Count)
        {
            Vector256<float> element = operation.Of(Vector256.LoadUnsafe(ref x, i), Vector256.LoadUnsafe(ref y, i));
            largest = Vector256.Max(largest, element.AsInt32() & Vector256.Create(Binary32.Magnitude));
            element.StoreUnsafe(ref result, i);
        }

        return (i, Largest(largest));
    }

    private static (nuint Done, int Largest) Run128<T>(ref float x, ref float y, ref float result, nuint total, T operation)
        where T : struct, IElementOperation
    {
        nuint i = 0;
        Vector128<int> largest = default;
        for (; i + (nuint)Vector128<float>.Count <= total; i += (nuint)Vector128<float>.Count)
        {
            Vector128<float> element = operation.Of(Vector128.LoadUnsafe(ref x, i), Vector128.LoadUnsafe(ref y, i));
            largest = Vector128.Max(largest, element.AsInt32() & Vector128.Create(Binary32.Magnitude));
            element.StoreUnsafe(ref result, i);
        }

        return (i, Largest(largest));
    }

    private static int Largest(Vector256<int> magnitudes) => Largest(Vector128.Max(magnitudes.GetLower(), magnitudes.GetUpper()));

    private static int Largest(Vector128<int> magnitudes) =>
        Math.Max(Math.Max(magnitudes[0], magnitudes[1]), Math.Max(magnitudes[2], magnitudes[3]));
}
