using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace Adam.Generator.Configuration;

/// <summary>What stands in one <c>[AdamConfig(...)]</c>, and nothing else: null means "not given".</summary>
internal sealed record AttributeValues
{
    public double? LearningRate { get; init; }

    public double? Beta1 { get; init; }

    public double? Beta2 { get; init; }

    public double? Epsilon { get; init; }

    public bool? AdaptiveEpsilon { get; init; }

    public bool? Amsgrad { get; init; }

    public double? WeightDecay { get; init; }

    public double? ClipNorm { get; init; }

    public double? ClipValue { get; init; }

    public double? GlobalClipNorm { get; init; }

    public bool? UseEma { get; init; }

    public double? EmaMomentum { get; init; }

    public int? EmaOverwriteFrequency { get; init; }

    public bool? JitCompile { get; init; }

    public string? Name { get; init; }

    /// <summary>Null is a value that can be written for a string, so "given" needs a word of its own.</summary>
    public bool NameIsGiven { get; init; }

    /// <summary>Reads the named arguments; one that does not compile counts as not given, and the compiler reports it.</summary>
    public static AttributeValues Read(AttributeData attribute)
    {
        var given = new Dictionary<string, TypedConstant>();
        foreach (KeyValuePair<string, TypedConstant> argument in attribute.NamedArguments)
        {
            if (argument.Value.Kind == TypedConstantKind.Primitive)
            {
                given[argument.Key] = argument.Value;
            }
        }

        T? Value<T>(string name)
            where T : struct => given.TryGetValue(name, out TypedConstant constant) ? constant.Value as T? : null;

        return new AttributeValues
        {
            LearningRate = Value<double>(nameof(LearningRate)),
            Beta1 = Value<double>(nameof(Beta1)),
            Beta2 = Value<double>(nameof(Beta2)),
            Epsilon = Value<double>(nameof(Epsilon)),
            AdaptiveEpsilon = Value<bool>(nameof(AdaptiveEpsilon)),
            Amsgrad = Value<bool>(nameof(Amsgrad)),
            WeightDecay = Value<double>(nameof(WeightDecay)),
            ClipNorm = Value<double>(nameof(ClipNorm)),
            ClipValue = Value<double>(nameof(ClipValue)),
            GlobalClipNorm = Value<double>(nameof(GlobalClipNorm)),
            UseEma = Value<bool>(nameof(UseEma)),
            EmaMomentum = Value<double>(nameof(EmaMomentum)),
            EmaOverwriteFrequency = Value<int>(nameof(EmaOverwriteFrequency)),
            JitCompile = Value<bool>(nameof(JitCompile)),
            Name = given.TryGetValue(nameof(Name), out TypedConstant name) ? name.Value as string : null,
            NameIsGiven = given.ContainsKey(nameof(Name)),
        };
    }
}
