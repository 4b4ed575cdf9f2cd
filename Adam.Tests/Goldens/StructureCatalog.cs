using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Runtime.ExceptionServices;
using Adam.Tests.Reference;

namespace Adam.Tests.Goldens;

/// <summary>Finds the class that has exactly the stages of a configuration, and sets its numbers.</summary>
internal static class StructureCatalog
{
    private static readonly Dictionary<StructureKey, Type> Classes = typeof(Structures.Plain).Assembly.GetTypes()
        .Where(type => type.Namespace == typeof(Structures.Plain).Namespace && type.IsDefined(typeof(AdamConfigAttribute)))
        .ToDictionary(KeyOf);

    public static IReadOnlyCollection<StructureKey> Keys => Classes.Keys;

    public static string NameOf(StructureKey key) => Classes[key].Name;

    /// <summary>The class with the stages of a configuration, made with other options than its numbers.</summary>
    public static AdamOptimizer Create(StructureKey key, AdamOptions options)
    {
        try
        {
            return (AdamOptimizer)Activator.CreateInstance(Classes[key], options)!;
        }
        catch (TargetInvocationException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerException!);
            throw;
        }
    }

    /// <summary>An optimizer with the stages and numbers of a configuration.</summary>
    public static AdamOptimizer Create(ReferenceConfig config, InstructionSet set, int? threads = null) =>
        Create(StructureKey.Of(config), OptionsOf(config, set, threads));

    /// <summary>The same, as an object of another class with these stages.</summary>
    public static AdamOptimizer Create(ReferenceConfig config, InstructionSet set, Type type) =>
        (AdamOptimizer)Activator.CreateInstance(type, OptionsOf(config, set, threads: null))!;

    private static AdamOptions OptionsOf(ReferenceConfig config, InstructionSet set, int? threads) => new()
    {
        InstructionSet = set,
        Name = config.Name,
        MaxDegreeOfParallelism = threads,
        LearningRate = config.Schedule is { } schedule ? schedule : config.LearningRate,
        Beta1 = config.Beta1,
        Beta2 = config.Beta2,
        Epsilon = config.Epsilon,
        WeightDecay = config.WeightDecay is { } decay ? (Hyperparameter?)decay : null,
        ClipNorm = config.Clip == ReferenceClip.Norm ? config.ClipNorm : null,
        ClipValue = config.Clip == ReferenceClip.Value ? config.ClipValue : null,
        GlobalClipNorm = config.Clip == ReferenceClip.GlobalNorm ? config.GlobalClipNorm : null,
        EmaMomentum = config.UseEma ? config.EmaMomentum : null,
        EmaOverwriteFrequency = config.UseEma ? config.EmaOverwriteFrequency : null,
    };

    /// <summary>A given argument is on, whatever its value; a missing one is None (S1.7).</summary>
    private static StructureKey KeyOf(Type type)
    {
        var arguments = type.GetCustomAttributesData()
            .Single(data => data.AttributeType == typeof(AdamConfigAttribute))
            .NamedArguments
            .ToDictionary(argument => argument.MemberName, argument => argument.TypedValue.Value);
        bool IsTrue(string name) => arguments.TryGetValue(name, out object? value) && (bool)value!;
        return new StructureKey(
            IsTrue(nameof(AdamConfigAttribute.Amsgrad)),
            IsTrue(nameof(AdamConfigAttribute.UseEma)),
            arguments.ContainsKey(nameof(AdamConfigAttribute.EmaOverwriteFrequency)),
            arguments.ContainsKey(nameof(AdamConfigAttribute.WeightDecay)),
            arguments.ContainsKey(nameof(AdamConfigAttribute.ClipNorm)) ? ReferenceClip.Norm
                : arguments.ContainsKey(nameof(AdamConfigAttribute.GlobalClipNorm)) ? ReferenceClip.GlobalNorm
                : arguments.ContainsKey(nameof(AdamConfigAttribute.ClipValue)) ? ReferenceClip.Value
                : ReferenceClip.None,
            IsTrue(nameof(AdamConfigAttribute.AdaptiveEpsilon)));
    }
}
