using System.Collections.Generic;

namespace Adam.Generator.Emission;

/// <summary>
/// How an instruction set spells what a loop needs. The only file of the generator that names a vector type; where two
/// instruction sets differ, they differ in a field here and never in the template.
/// </summary>
/// <param name="Name">Its name in the runtime's enumeration.</param>
/// <param name="Title">Its name in prose.</param>
/// <param name="Condition">What must hold for it to run; empty for the one that always can.</param>
/// <param name="Vector">The static class of its vectors; empty where a vector is one float.</param>
/// <param name="Lanes">Elements of a vector.</param>
/// <param name="Helper">The class with its further operations.</param>
/// <param name="Group">Vectors of a group: as many as hide the latency of the division without spilling.</param>
/// <param name="WorksBesideDivider">Whether roots and quotients can be computed without the divider.</param>
/// <param name="Narrower">Who takes what is shorter than one vector.</param>
internal sealed record Isa(
    string Name, string Title, string Condition, string Vector, int Lanes, string Helper, int Group, bool WorksBesideDivider, Isa? Narrower)
{
    public static readonly Isa Scalar =
        new("Scalar", "one element at a time", "", "", 1, "ScalarLanes", 1, false, null);

    public static readonly Isa Vector128 =
        new("Vector128", "128-bit vectors of any processor", "Vector128.IsHardwareAccelerated", "Vector128", 4, "Lanes128", 2, false, Scalar);

    public static readonly Isa AdvSimd =
        new("AdvSimd", "128-bit vectors of arm64", "AdvSimd.Arm64.IsSupported", "Vector128", 4, "Lanes128", 4, false, Scalar);

    public static readonly Isa Avx2 =
        new("Avx2", "256-bit vectors", "Avx2.IsSupported", "Vector256", 8, "Lanes256", 2, false, Vector128);

    public static readonly Isa Avx512 =
        new("Avx512", "512-bit vectors", "Vector512.IsHardwareAccelerated && Avx512F.IsSupported", "Vector512", 16, "Lanes512", 4, true, Avx2);

    /// <summary>All of them, in the order in which the dispatcher asks.</summary>
    public static readonly IReadOnlyList<Isa> All = [Avx512, Avx2, AdvSimd, Vector128, Scalar];

    private bool IsVector => Lanes > 1;

    /// <summary>The same set for a loop over so many streams: beyond four, a large group would not fit into the registers.</summary>
    public Isa ForStreams(int count) => count > 4 && Group > 2 ? this with { Group = 2 } : this;

    /// <summary>The class that holds its loops.</summary>
    public string Kernel => Name + "Kernel";

    public string VectorType => IsVector ? $"{Vector}<float>" : "float";

    public string MaskType => IsVector ? $"{Vector}<int>" : "int";

    public string WordType => IsVector ? $"{Vector}<uint>" : "uint";

    public string Broadcast(string scalar) => IsVector ? $"{Vector}.Create({scalar})" : scalar;

    /// <summary>Loads the vector at an index.</summary>
    public string Load(string reference, string index) =>
        IsVector ? $"{Vector}.LoadUnsafe(ref {reference}, {index})" : $"Unsafe.Add(ref {reference}, {index})";

    /// <summary>Stores a vector at an index.</summary>
    public string Store(string value, string reference, string index) =>
        IsVector ? $"{value}.StoreUnsafe(ref {reference}, {index});" : $"Unsafe.Add(ref {reference}, {index}) = {value};";

    /// <summary>
    /// Whether every second member of a group takes its root beside the divider, so that divider and multiply-adds have about equally
    /// much to do. Not in groups of two: they are those of structures with more streams, whose arithmetic leaves no time for roots.
    /// </summary>
    public bool SharesRoots => WorksBesideDivider && Group > 2;

    /// <summary>The root of a number that is zero or at least 2^-102; with 512 bits there is a way past a slow divider.</summary>
    public string OrdinarySqrt(string operand, int member) => SharesRoots && member % 2 == 1
        ? $"{Helper}.SqrtOfOrdinary({operand}, scalars.SparesDivider)"
        : $"{Helper}.Sqrt({operand})";

    /// <summary>A quotient by a number of the step, which with 512 bits four products replace.</summary>
    public string QuotientBy(string operand, string number) => WorksBesideDivider
        ? $"{Helper}.QuotientByNumber({operand}, {number}, {number}Reciprocal, {number}ReciprocalRest, scalars.SparesDivision)"
        : $"({operand}) / {number}";

    /// <summary>Refers to a local vector as to its first element.</summary>
    public string FirstElement(string vector) => $"ref Unsafe.As<{VectorType}, float>(ref {vector})";
}
