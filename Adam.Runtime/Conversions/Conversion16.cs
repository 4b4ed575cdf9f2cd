using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Adam.Conversions;

/// <summary>Whole arrays between a 16-bit format and binary32, with the same bits on every instruction set, NaN included.</summary>
internal static class Conversion16
{
    /// <summary>Each number as binary32, which is exact.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Widen<TFormat>(ReadOnlySpan<ushort> numbers, Span<float> singles, InstructionSet set)
        where TFormat : struct, IFormatWords
    {
        RequireSameLength(numbers.Length, singles.Length);
        ref ushort source = ref MemoryMarshal.GetReference(numbers);
        ref uint target = ref Unsafe.As<float, uint>(ref MemoryMarshal.GetReference(singles));
        nuint total = (nuint)numbers.Length;
        nuint done = set switch
        {
            // What a compiler knows to be unsupported, it leaves out.
            InstructionSet.Avx512 when Vector512.IsHardwareAccelerated => Widen<TFormat, Words512>(ref source, ref target, 0, total),
            InstructionSet.Avx2 when Vector256.IsHardwareAccelerated => Widen<TFormat, Words256>(ref source, ref target, 0, total),
            InstructionSet.Vector128 or InstructionSet.AdvSimd when Vector128.IsHardwareAccelerated => Widen<TFormat, Words128>(ref source, ref target, 0, total),
            _ => 0,
        };
        _ = Widen<TFormat, Words1>(ref source, ref target, done, total);
    }

    /// <summary>Each number rounded to the nearest one of the format, ties to even; infinity where it is too large.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Narrow<TFormat>(ReadOnlySpan<float> singles, Span<ushort> numbers, InstructionSet set)
        where TFormat : struct, IFormatWords
    {
        RequireSameLength(singles.Length, numbers.Length);
        ref uint source = ref Unsafe.As<float, uint>(ref MemoryMarshal.GetReference(singles));
        ref ushort target = ref MemoryMarshal.GetReference(numbers);
        nuint total = (nuint)singles.Length;
        nuint done = set switch
        {
            // What a compiler knows to be unsupported, it leaves out.
            InstructionSet.Avx512 when Vector512.IsHardwareAccelerated => Narrow<TFormat, Words512>(ref source, ref target, 0, total),
            InstructionSet.Avx2 when Vector256.IsHardwareAccelerated => Narrow<TFormat, Words256>(ref source, ref target, 0, total),
            InstructionSet.Vector128 or InstructionSet.AdvSimd when Vector128.IsHardwareAccelerated => Narrow<TFormat, Words128>(ref source, ref target, 0, total),
            _ => 0,
        };
        _ = Narrow<TFormat, Words1>(ref source, ref target, done, total);
    }

    // Compiled fully at once: a loop that runs in every step must not wait for its turn.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static nuint Widen<TFormat, TWords>(ref ushort source, ref uint target, nuint start, nuint total)
        where TFormat : struct, IFormatWords
        where TWords : struct, IWords<TWords>
    {
        nuint count = (nuint)TWords.Count;
        nuint i = start;
        for (; i + count <= total; i += count)
        {
            TWords.Store(TFormat.Widen(TWords.LoadHalves(in Unsafe.Add(ref source, i))), ref Unsafe.Add(ref target, i));
        }

        return i;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static nuint Narrow<TFormat, TWords>(ref uint source, ref ushort target, nuint start, nuint total)
        where TFormat : struct, IFormatWords
        where TWords : struct, IWords<TWords>
    {
        nuint count = (nuint)TWords.Count;
        nuint i = start;
        for (; i + count <= total; i += count)
        {
            TWords.StoreHalves(TFormat.Narrow(TWords.Load(in Unsafe.Add(ref source, i))), ref Unsafe.Add(ref target, i));
        }

        return i;
    }

    private static void RequireSameLength(int source, int target)
    {
        if (source != target)
        {
            throw new ArgumentException($"There are {source} numbers and room for {target}; give spans of one length.", nameof(target));
        }
    }
}
