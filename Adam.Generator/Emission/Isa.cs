using System.Collections.Generic;
using Adam.Generator.Planning;

namespace Adam.Generator.Emission;

/// <summary>
/// An instruction set: with <see cref="Operations"/>, the generator's only file that knows one. A further set of a width that is here is one more row, and
/// its condition in the library's <c>InstructionSets</c>.
/// </summary>
/// <param name="Name">Its name in the runtime's enumeration.</param>
/// <param name="Title">Its name in prose.</param>
/// <param name="Condition">What must hold for it to run; empty for the one that always can.</param>
/// <param name="Bits">Bits of a vector; 0 where it has none and takes one number at a time.</param>
/// <param name="Minimum">Which instructions it has for minimum and maximum.</param>
/// <param name="WorksBesideDivider">Whether roots and quotients can be computed without the divider.</param>
/// <param name="Group">Vectors of a group in the plain loop: as many as hide the latency of the division without spilling.</param>
/// <param name="Narrower">Who takes what is shorter than one vector.</param>
internal sealed record Isa(
    string Name, string Title, string Condition, int Bits, Minimum Minimum, bool WorksBesideDivider, int Group, Isa? Narrower)
{
    public static readonly Isa Scalar = new("Scalar", "One number at a time", "", 0, Minimum.None, false, 2, null);

    public static readonly Isa Vector128 = new(
        "Vector128", "128-bit vectors of any processor", "Vector128.IsHardwareAccelerated", 128, Minimum.Perhaps, false, 2, Scalar);

    public static readonly Isa AdvSimd = new("AdvSimd", "128-bit vectors of arm64", "AdvSimd.Arm64.IsSupported", 128, Minimum.AdvSimd, false, 4, Scalar);

    public static readonly Isa Avx2 = new("Avx2", "256-bit vectors", "Avx2.IsSupported", 256, Minimum.X64, false, 2, Vector128);

    public static readonly Isa Avx512 = new(
        "Avx512", "512-bit vectors", "Vector512.IsHardwareAccelerated && Avx512F.IsSupported", 512, Minimum.X64, true, 4, Avx2);

    /// <summary>All of them, in the order in which the dispatcher asks.</summary>
    public static readonly IReadOnlyList<Isa> All = [Avx512, Avx2, AdvSimd, Vector128, Scalar];

    public bool IsVector => Bits > 0;

    /// <summary>Whether comparisons give masks that select.</summary>
    public bool HasMasks => Bits == 512;

    /// <summary>The static class of its vectors.</summary>
    public string Vector => $"Vector{Bits}";

    /// <summary>The structure with its operations.</summary>
    public string Lanes => Name + "Lanes";

    /// <summary>The group of a loop over so many streams: beyond four, a large one would not fit into the registers.</summary>
    public int GroupFor(int streams) => streams > 4 ? 2 : Group;

    /// <summary>Numbers of a vector.</summary>
    public int Count(Element element) => IsVector ? Bits / element.Format.Width : 1;

    /// <summary>The loop of this set.</summary>
    public string Loop(Element element) => IsVector
        ? $"Loop<{Lanes}, {Vector}<{element.Keyword}>, {Vector}<{element.Word}>>"
        : $"Loop<{Lanes}, {element.Keyword}, {element.Word}>";
}

/// <summary>The instructions for a minimum and maximum, of which each family treats NaN in its own way.</summary>
internal enum Minimum
{
    /// <summary>None: comparisons.</summary>
    None,

    /// <summary>Those of x64, which give the second operand where one is NaN.</summary>
    X64,

    /// <summary>Those of arm64, which give NaN.</summary>
    AdvSimd,

    /// <summary>Those of x64 where it is one, else comparisons.</summary>
    Perhaps,
}
