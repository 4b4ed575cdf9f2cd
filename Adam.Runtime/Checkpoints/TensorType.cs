using System;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace Adam.Checkpoints;

/// <summary>An element type of the format: its name in a header and its size.</summary>
/// <param name="Name">Upper case; other spellings are not known.</param>
/// <param name="Bits">Bits of an element; a tensor is a whole number of bytes.</param>
/// <param name="Rank">The place in the order of the format's own writer, which puts the last types first into a file.</param>
internal sealed record TensorType(string Name, int Bits, int Rank)
{
    /// <summary>All types of the format's library 0.8.0, in its order: never from a wider to a narrower one of whole bytes.</summary>
    private static readonly TensorType[] All =
    [
        .. new (string Name, int Bits)[]
        {
            ("BOOL", 8), ("F4", 4), ("F6_E2M3", 6), ("F6_E3M2", 6), ("U8", 8), ("I8", 8),
            ("F8_E5M2", 8), ("F8_E4M3", 8), ("F8_E8M0", 8), ("F8_E4M3FNUZ", 8), ("F8_E5M2FNUZ", 8),
            ("I16", 16), ("U16", 16), ("F16", 16), ("BF16", 16),
            ("I32", 32), ("U32", 32), ("F32", 32), ("C64", 64), ("F64", 64), ("I64", 64), ("U64", 64),
        }.Select((type, rank) => new TensorType(type.Name, type.Bits, rank)),
    ];

    private static readonly FrozenDictionary<string, TensorType> ByName = All.ToFrozenDictionary(type => type.Name);

    public static TensorType U8 { get; } = ByName["U8"];

    public static TensorType F16 { get; } = ByName["F16"];

    public static TensorType BF16 { get; } = ByName["BF16"];

    public static TensorType F32 { get; } = ByName["F32"];

    public static TensorType F64 { get; } = ByName["F64"];

    public static TensorType I64 { get; } = ByName["I64"];

    public static ReadOnlySpan<TensorType> Known => All;

    /// <summary>The name as it stands in a file.</summary>
    public byte[] Text { get; } = Encoding.ASCII.GetBytes(Name);

    public static TensorType? Find(string name) => ByName.GetValueOrDefault(name);

    // One instance a type: who compares types compares references.
    public bool Equals(TensorType? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => Rank;

    public override string ToString() => Name;
}
