using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Adam.Passes;

/// <summary>A pass over elements, for any width.</summary>
/// <typeparam name="TResult">What it gives.</typeparam>
internal interface IWidePass<TResult>
{
    /// <summary>Runs it in registers of a width.</summary>
    TResult Run<TWide>()
        where TWide : struct, IWideDoubles<TWide>;

    /// <summary>Runs it one element at a time.</summary>
    TResult RunScalar();
}

/// <summary>Which width the passes have on which instruction set. Each set stands here once, and there is no other way to a width.</summary>
internal static class Widths
{
    /// <summary>Runs a pass as wide as the set is.</summary>
    /// <exception cref="PlatformNotSupportedException">The set cannot run here, or has no line.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static TResult Run<TPass, TResult>(InstructionSet set, TPass pass)
        where TPass : IWidePass<TResult>, allows ref struct
    {
        // What a compiler knows to be unsupported, it leaves out with its loops.
        switch (set)
        {
            case InstructionSet.Avx512 when Vector512.IsHardwareAccelerated:
                return pass.Run<Wide512>();
            case InstructionSet.Avx2 when Vector256.IsHardwareAccelerated:
                return pass.Run<Wide256>();
            case InstructionSet.Vector128 or InstructionSet.AdvSimd when Vector128.IsHardwareAccelerated:
                return pass.Run<Wide128>();
            case InstructionSet.Scalar:
                return pass.RunScalar();
            default:
                return Refuse<TResult>(set);
        }
    }

    private static TResult Refuse<TResult>(InstructionSet set) =>
        throw new PlatformNotSupportedException($"{set} has no width that can run here; choose one of {string.Join(", ", InstructionSets.Supported)}.");
}
