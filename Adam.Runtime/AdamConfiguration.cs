using System.ComponentModel;
using Adam.Configs;
using Adam.Lanes;
using Adam.Shared;

namespace Adam;

/// <summary>What the generator read in the attribute, handed to the runtime by the emitted class.</summary>
/// <remarks>Part of the contract between emitted code and this library; user code does not need it. Immutable.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class AdamConfiguration
{
    private readonly double?[] _numbers = new double?[Options.All.Length];

    /// <summary>The optimizer's name.</summary>
    public required string Name { get; init; }

    /// <summary>The stages of the emitted loops.</summary>
    public required Stages Stages { get; init; }

    /// <summary>A number of the attribute, or its default; NaN where neither is there.</summary>
    /// <param name="option">The attribute's argument.</param>
    /// <exception cref="System.ArgumentException">There is no such argument in this version.</exception>
    public double this[string option]
    {
        get => Number(Options.Named(option)) ?? double.NaN;
        init => _numbers[Options.Named(option).Index] = value;
    }

    internal double? Number(Option option) => _numbers[option.Index];
}
