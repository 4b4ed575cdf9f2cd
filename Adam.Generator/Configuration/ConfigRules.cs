using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Adam.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Adam.Generator.Configuration;

/// <summary>One rule that a configuration breaks: which, the attribute argument it is about, and the words of its message.</summary>
/// <param name="Rule">The entry of <see cref="Descriptors"/>.</param>
/// <param name="Argument">The attribute argument to point at, or null for the class itself.</param>
/// <param name="Words">What fills the message's places.</param>
internal sealed record Finding(DiagnosticDescriptor Rule, string? Argument, params string[] Words)
{
    public bool IsError => Rule.DefaultSeverity == DiagnosticSeverity.Error;
}

/// <summary>
/// Why a class is rejected or doubted, as pure rules over values. What the original rejects is an error, and so is NaN (D24); what it accepts
/// but cannot be meant is a warning, and then works as it does there (S1.3, S1.9, D19).
/// </summary>
internal static class ConfigRules
{
    /// <summary>C# 13, by the compiler's own numbering: the oldest compiler this runs in has no name for it yet.</summary>
    public const LanguageVersion OldestLanguage = (LanguageVersion)1300;

    public static IEnumerable<Finding> Check(ClassFacts type, AttributeValues values) =>
        CheckClass(type).Concat(CheckNaN(values)).Concat(CheckClipping(values)).Concat(CheckAverage(values)).Concat(CheckNumbers(values));

    private static IEnumerable<Finding> CheckClass(ClassFacts type)
    {
        if (!type.IsPartial)
        {
            yield return new(Descriptors.NotPartial, null, type.Name);
        }

        if (type.IsStatic)
        {
            yield return new(Descriptors.IsStatic, null, type.Name);
        }

        if (type.GenericType is { } generic)
        {
            yield return new(Descriptors.IsGeneric, null, type.Name, generic);
        }

        if (type.NonPartialContainer is { } container)
        {
            yield return new(Descriptors.NonPartialContainer, null, type.Name, container);
        }

        if (type.IsRecord)
        {
            yield return new(Descriptors.IsRecord, null, type.Name);
        }
        else if (type.OtherBase is { } other)
        {
            yield return new(Descriptors.OtherBaseClass, null, type.Name, other);
        }

        if (type.FileLocalType is { } local)
        {
            yield return new(Descriptors.IsFileLocal, null, type.Name, local);
        }

        if (type.TakenName is { } taken)
        {
            yield return new(Descriptors.NameIsTaken, null, type.Name, taken, type.TakenBy!);
        }

        if (type.LanguageVersion < OldestLanguage)
        {
            yield return new(Descriptors.OldLanguage, null, type.Name, type.LanguageVersion.ToDisplayString());
        }
    }

    /// <summary>D24: wherever NaN is given; no other rule says anything about such a number.</summary>
    private static IEnumerable<Finding> CheckNaN(AttributeValues values)
    {
        foreach ((string name, double? value) in new[]
        {
            (nameof(values.LearningRate), values.LearningRate),
            (nameof(values.Beta1), values.Beta1),
            (nameof(values.Beta2), values.Beta2),
            (nameof(values.Epsilon), values.Epsilon),
            (nameof(values.WeightDecay), values.WeightDecay),
            (nameof(values.ClipNorm), values.ClipNorm),
            (nameof(values.ClipValue), values.ClipValue),
            (nameof(values.GlobalClipNorm), values.GlobalClipNorm),
            (nameof(values.EmaMomentum), values.EmaMomentum),
        })
        {
            if (value is double.NaN)
            {
                yield return new(Descriptors.IsNaN, name, name);
            }
        }
    }

    private static IEnumerable<Finding> CheckClipping(AttributeValues values)
    {
        // S1.8: the original looks at presence, not at the limits: even a limit of 0 counts.
        if (values.ClipNorm is { } norm && values.GlobalClipNorm is { } globalNorm)
        {
            yield return new(Descriptors.TwoNorms, nameof(values.GlobalClipNorm), Text(norm), Text(globalNorm));
        }

        foreach ((string name, double? limit) in new[]
        {
            (nameof(values.ClipNorm), values.ClipNorm),
            (nameof(values.ClipValue), values.ClipValue),
            (nameof(values.GlobalClipNorm), values.GlobalClipNorm),
        })
        {
            if (limit <= 0)
            {
                yield return new(Descriptors.LimitIsOff, name, name, Text(limit.Value));
            }
        }

        if (values.ClipValue > 0 && (values.ClipNorm > 0 || values.GlobalClipNorm > 0))
        {
            string winner = values.ClipNorm > 0 ? nameof(values.ClipNorm) : nameof(values.GlobalClipNorm);
            yield return new(Descriptors.ClipValueIsUnused, nameof(values.ClipValue), Text(values.ClipValue.Value), winner);
        }
    }

    private static IEnumerable<Finding> CheckAverage(AttributeValues values)
    {
        if (values.UseEma != true)
        {
            // S1.9: without the average its numbers are not looked at, so they are not judged here either.
            if (values.EmaMomentum is { } unusedMomentum and not double.NaN)
            {
                yield return new(Descriptors.AverageIsOff, nameof(values.EmaMomentum), nameof(values.EmaMomentum), Text(unusedMomentum));
            }

            if (values.EmaOverwriteFrequency is { } unusedFrequency)
            {
                yield return new(Descriptors.AverageIsOff, nameof(values.EmaOverwriteFrequency), nameof(values.EmaOverwriteFrequency), Text(unusedFrequency));
            }

            yield break;
        }

        if (values.EmaMomentum is < 0 or > 1)
        {
            yield return new(Descriptors.EmaMomentumOutside, nameof(values.EmaMomentum), Text(values.EmaMomentum.Value));
        }

        if (values.EmaOverwriteFrequency is { } frequency and < 1)
        {
            yield return new(Descriptors.EmaFrequencyBelowOne, nameof(values.EmaOverwriteFrequency), Text(frequency));
        }
        else if (values.EmaOverwriteFrequency is 1)
        {
            yield return new(Descriptors.EmaFrequencyIsOne, nameof(values.EmaOverwriteFrequency));
        }
    }

    private static IEnumerable<Finding> CheckNumbers(AttributeValues values)
    {
        if (values is { NameIsGiven: true, Name: null })
        {
            yield return new(Descriptors.NameIsNull, nameof(values.Name));
        }

        foreach ((string name, double? beta) in new[] { (nameof(values.Beta1), values.Beta1), (nameof(values.Beta2), values.Beta2) })
        {
            if (beta is < 0 or >= 1)
            {
                yield return new(Descriptors.BetaOutside, name, name, Text(beta.Value));
            }
        }

        if (values.Epsilon is { } epsilon and (<= 0 or double.PositiveInfinity))
        {
            yield return new(Descriptors.EpsilonDoubtful, nameof(values.Epsilon), Text(epsilon));
        }

        if (values.LearningRate is { } rate and (< 0 or double.PositiveInfinity))
        {
            yield return new(Descriptors.LearningRateDoubtful, nameof(values.LearningRate), Text(rate));
        }

        if (values.WeightDecay is { } decay and (< 0 or double.PositiveInfinity))
        {
            yield return new(Descriptors.WeightDecayDoubtful, nameof(values.WeightDecay), Text(decay));
        }
    }

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
