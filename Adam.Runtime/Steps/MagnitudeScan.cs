using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Adam.Lanes;

namespace Adam.Steps;

/// <summary>Looks for elements whose magnitude lies in a range of bits: what is not finite, or what a limit clips.</summary>
/// <remarks>The answer does not depend on the instruction set; one read of the gradient is the cost of any of them.</remarks>
internal static class MagnitudeScan
{
    /// <summary>Whether no element is infinite or NaN.</summary>
    public static bool AreFinite(ref float values, long length, InstructionSet set) =>
        !Any(ref values, (nuint)length, (int)Binary32.Infinity, int.MaxValue, set);

    /// <summary>Whether any magnitude is above a limit that is not negative; NaN is not above anything.</summary>
    public static bool AnyAbove(ref float values, long length, float limit, InstructionSet set) =>
        limit < float.PositiveInfinity
        && Any(ref values, (nuint)length, BitConverter.SingleToInt32Bits(limit) + 1, (int)Binary32.Infinity, set);

    /// <summary>The first element that is infinite or NaN, or -1.</summary>
    public static long FirstNotFinite(ref float values, long length)
    {
        for (long i = 0; i < length; i++)
        {
            if (!float.IsFinite(Unsafe.Add(ref values, (nint)i)))
            {
                return i;
            }
        }

        return -1;
    }

    private static bool Any(ref float values, nuint length, int low, int high, InstructionSet set)
    {
        nuint i = 0;
        if (set is InstructionSet.Avx512 or InstructionSet.Avx2)
        {
            for (; i + (nuint)Vector256<int>.Count <= length; i += (nuint)Vector256<int>.Count)
            {
                Vector256<int> magnitude = Vector256.LoadUnsafe(ref values, i).AsInt32() & Vector256.Create(Binary32.Magnitude);
                Vector256<int> outside = Vector256.LessThan(magnitude, Vector256.Create(low)) | Vector256.GreaterThan(magnitude, Vector256.Create(high));
                if (outside != Vector256<int>.AllBitsSet)
                {
                    return true;
                }
            }
        }
        else if (set is not InstructionSet.Scalar)
        {
            for (; i + (nuint)Vector128<int>.Count <= length; i += (nuint)Vector128<int>.Count)
            {
                Vector128<int> magnitude = Vector128.LoadUnsafe(ref values, i).AsInt32() & Vector128.Create(Binary32.Magnitude);
                Vector128<int> outside = Vector128.LessThan(magnitude, Vector128.Create(low)) | Vector128.GreaterThan(magnitude, Vector128.Create(high));
                if (outside != Vector128<int>.AllBitsSet)
                {
                    return true;
                }
            }
        }

        for (; i < length; i++)
        {
            int magnitude = BitConverter.SingleToInt32Bits(Unsafe.Add(ref values, i)) & Binary32.Magnitude;
            if (magnitude >= low && magnitude <= high)
            {
                return true;
            }
        }

        return false;
    }
}
