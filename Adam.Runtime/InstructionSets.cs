using System;
using System.Collections.Generic;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Adam;

/// <summary>Which instruction sets this process can run. Thread-safe; the answers never change while it runs.</summary>
public static class InstructionSets
{
    private static readonly InstructionSet[] Found = Find();

    /// <summary>All that can run here, slowest first.</summary>
    public static IReadOnlyList<InstructionSet> Supported => Array.AsReadOnly(Found);

    /// <summary>The fastest that can run here.</summary>
    public static InstructionSet Best => Found[^1];

    /// <summary>Whether <paramref name="set"/> can run here: the processor has it and the compiler was allowed to use it.</summary>
    public static bool IsSupported(InstructionSet set) => set switch
    {
        InstructionSet.Scalar => true,
        InstructionSet.Vector128 => Vector128.IsHardwareAccelerated,
        InstructionSet.AdvSimd => AdvSimd.Arm64.IsSupported,
        InstructionSet.Avx2 => Avx2.IsSupported,

        // Either can be switched off without the other, and the kernels use both.
        InstructionSet.Avx512 => Vector512.IsHardwareAccelerated && Avx512F.IsSupported,
        _ => false,
    };

    // Not by Enum.GetValues and its like: a first step would wait for the compilation of a dozen generic methods.
    private static InstructionSet[] Find()
    {
        int count = 0;
        var found = new InstructionSet[(int)InstructionSet.Avx512 + 1];
        for (InstructionSet set = InstructionSet.Scalar; set <= InstructionSet.Avx512; set++)
        {
            if (IsSupported(set))
            {
                found[count++] = set;
            }
        }

        Array.Resize(ref found, count);
        return found;
    }

    /// <summary>What an optimizer runs that was told these; null for not told.</summary>
    /// <exception cref="PlatformNotSupportedException">The wanted set cannot run here, or what would run is below the minimum.</exception>
    internal static InstructionSet Choose(InstructionSet? wanted, InstructionSet? minimum)
    {
        InstructionSet chosen = wanted ?? Best;
        if (!IsSupported(chosen))
        {
            throw new PlatformNotSupportedException(
                $"`InstructionSet` is {chosen}, which cannot run here; choose one of {string.Join(", ", Supported)}, or leave it out.");
        }

        return minimum is not { } least || chosen >= least
            ? chosen
            : throw new PlatformNotSupportedException(
                $"`MinimumInstructionSet` is {least}, but this optimizer would run {chosen}; lower the minimum, or remove what stands in its way: "
                + "a program published ahead of time has AVX loops only where its project sets the property `AdamInstructionSet` (avx2, avx512 or native), "
                + "and otherwise the processor, a DOTNET_Enable setting or `AdamOptions.InstructionSet` is the limit.");
    }
}
