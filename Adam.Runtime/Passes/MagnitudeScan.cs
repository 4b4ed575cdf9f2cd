using System;
using System.Runtime.CompilerServices;
using Adam.Lanes;

namespace Adam.Passes;

/// <summary>Looks for elements whose magnitude lies in a range of bits: what is not finite, or what a limit clips.</summary>
/// <remarks>The answer does not depend on the instruction set; one read of the gradient is the cost of any of them.</remarks>
internal static class MagnitudeScan
{
    /// <summary>Whether no element is infinite or NaN.</summary>
    public static bool AreFinite(ref float values, long length, InstructionSet set) =>
        !Any(ref values, length, (int)Binary32.Infinity, int.MaxValue, set);

    /// <summary>Whether any magnitude is above a limit that is not negative; NaN is not above anything.</summary>
    public static bool AnyAbove(ref float values, long length, float limit, InstructionSet set) =>
        limit < float.PositiveInfinity && Any(ref values, length, BitConverter.SingleToInt32Bits(limit) + 1, (int)Binary32.Infinity, set);

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

    private static bool Any(ref float values, long length, int low, int high, InstructionSet set) =>
        Widths.Run<Pass, bool>(set, new Pass(ref values, (nuint)length, low, high));

    private readonly ref struct Pass(ref float values, nuint length, int low, int high) : IWidePass<bool>
    {
        private readonly ref float _values = ref values;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public bool Run<TWide>()
            where TWide : struct, IWideDoubles<TWide>
        {
            nuint whole = length - (length % TWide.Count);
            return Walk<TWide>(0, whole) || Walk<Wide32>(whole, length);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public bool RunScalar() => Walk<Wide32>(0, length);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private bool Walk<TWide>(nuint start, nuint end)
            where TWide : struct, IWide<TWide>
        {
            ref float values = ref _values;
            int least = low, most = high;
            for (nuint i = start; i < end; i += TWide.Count)
            {
                if (TWide.Load(ref values, i).AnyMagnitudeIn(least, most))
                {
                    return true;
                }
            }

            return false;
        }
    }
}
