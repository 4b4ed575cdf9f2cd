using System;
using System.Collections.Generic;
using System.Linq;
using Adam.Generator.Configuration;

namespace Adam.Tests.Snapshots;

/// <summary>Every set of stages that an attribute can choose, and an attribute that chooses it.</summary>
internal static class Structures
{
    private static readonly ClipRule[] ClipRules = [ClipRule.None, ClipRule.Value, ClipRule.Norm, ClipRule.GlobalNorm];

    private static readonly bool[] OffOn = [false, true];

    private static readonly (bool Use, bool Overwrite)[] Averages = [(false, false), (true, false), (true, true)];

    /// <summary>All of them: 4 clip rules, decay, amsgrad and adaptive epsilon on or off, and 3 ways to average.</summary>
    public static IEnumerable<AdamStructure> All =>
        from clip in ClipRules
        from decay in OffOn
        from amsgrad in OffOn
        from adaptive in OffOn
        from average in Averages
        select new AdamStructure(clip, decay, amsgrad, adaptive, average.Use, average.Overwrite);

    /// <summary>Twelve of them, among which every two choices meet: enough to compile, since a stage knows of no other.</summary>
    public static IEnumerable<AdamStructure> Pairwise =>
        from clip in Enumerable.Range(0, ClipRules.Length)
        from average in Enumerable.Range(0, Averages.Length)
        select new AdamStructure(
            ClipRules[clip],
            WeightDecay: (clip + average) % 2 == 1,
            Amsgrad: ((clip / 2) + average) % 2 == 1,
            AdaptiveEpsilon: (clip + (clip / 2) + (average / 2)) % 2 == 1,
            Averages[average].Use,
            Averages[average].Overwrite);

    /// <summary>The attribute's arguments, such as <c>ClipNorm = 1.0, Amsgrad = true</c>.</summary>
    public static string Arguments(AdamStructure structure) => string.Join(", ", Parts(structure).Where(part => part is not null));

    /// <summary>The model of a class with these stages and every number at its default, or as <see cref="Arguments"/> gives it.</summary>
    public static AdamModel Model(AdamStructure structure, string name) => new(
        string.Empty,
        default,
        name,
        IsAbstract: false,
        DeclaresConstructor: false,
        "[AdamConfig]",
        structure.Stages,
        "Adam",
        new EquatableArray<OptionValue>(Numbers(structure).Where(number => number.Value is not null).Select(number => new OptionValue(number.Option, number.Value!.Value))));

    /// <summary>In the order of the table of options.</summary>
    private static IEnumerable<(string Option, double? Value)> Numbers(AdamStructure structure) =>
    [
        ("WeightDecay", structure.WeightDecay ? 0.004 : null),
        ("ClipNorm", structure.Clip == ClipRule.Norm ? 1.0 : null),
        ("GlobalClipNorm", structure.Clip == ClipRule.GlobalNorm ? 1.0 : null),
        ("ClipValue", structure.Clip == ClipRule.Value ? 0.5 : null),
        ("EmaMomentum", structure.UseEma ? 0.99 : null),
        ("EmaOverwriteFrequency", structure.EmaOverwrite ? 100 : null),
        ("LearningRate", 0.001),
        ("Beta1", 0.9),
        ("Beta2", 0.999),
        ("Epsilon", 1e-7),
    ];

    private static IEnumerable<string?> Parts(AdamStructure structure)
    {
        yield return structure.Clip switch
        {
            ClipRule.Value => "ClipValue = 0.5",
            ClipRule.Norm => "ClipNorm = 1.0",
            ClipRule.GlobalNorm => "GlobalClipNorm = 1.0",
            ClipRule.None => null,
            _ => throw new ArgumentOutOfRangeException(nameof(structure), structure.Clip, "Not a clipping rule."),
        };
        yield return structure.WeightDecay ? "WeightDecay = 0.004" : null;
        yield return structure.Amsgrad ? "Amsgrad = true" : null;
        yield return structure.AdaptiveEpsilon ? "AdaptiveEpsilon = true" : null;
        yield return structure.UseEma ? "UseEma = true" : null;
        yield return structure.EmaOverwrite ? "EmaOverwriteFrequency = 100" : null;
    }
}

/// <summary>The rule that limits gradients before the update, at most one (S3.7).</summary>
internal enum ClipRule
{
    None,
    Value,
    Norm,
    GlobalNorm,
}

/// <summary>The choices of an attribute, one by one.</summary>
internal readonly record struct AdamStructure(
    ClipRule Clip,
    bool WeightDecay,
    bool Amsgrad,
    bool AdaptiveEpsilon,
    bool UseEma,
    bool EmaOverwrite)
{
    public Stages Stages =>
        (Clip switch { ClipRule.Value => Stages.ClipValue, ClipRule.Norm => Stages.ClipNorm, ClipRule.GlobalNorm => Stages.GlobalClipNorm, _ => Stages.None })
        | (WeightDecay ? Stages.WeightDecay : 0)
        | (Amsgrad ? Stages.Amsgrad : 0)
        | (AdaptiveEpsilon ? Stages.AdaptiveEpsilon : 0)
        | (UseEma ? Stages.UseEma : 0);
}
