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
        CheckClass(type).Concat(CheckOptions(values));

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

    private static IEnumerable<Finding> CheckOptions(AttributeValues values)
    {
        // S1.8: the original looks at presence, not at the limits: even a limit of 0 counts.
        if (values.Number(Options.ClipNorm) is { } norm && values.Number(Options.GlobalClipNorm) is { } globalNorm)
        {
            yield return new(Descriptors.TwoNorms, Options.GlobalClipNorm.Name, Text(norm), Text(globalNorm));
        }

        foreach (Option option in Options.All)
        {
            if (values.Number(option) is { } given && CheckNumber(option, given, values) is { } finding)
            {
                yield return finding;
            }
        }

        if (values.Has(Options.Name) && values[Options.Name] is null)
        {
            yield return new(Descriptors.NameIsNull, Options.Name.Name);
        }
    }

    /// <summary>What is wrong with a number, if anything is.</summary>
    private static Finding? CheckNumber(Option option, double given, AttributeValues values)
    {
        // D24: wherever it is given.
        if (double.IsNaN(given))
        {
            return new(Descriptors.IsNaN, option.Name, option.Name);
        }

        // S1.9: without the average its numbers are not looked at, so they are not judged here either.
        if (option.Kind is OptionKind.Number or OptionKind.Count && !values.Stages.Has(option.Stage))
        {
            return new(Descriptors.AverageIsOff, option.Name, option.Name, Text(given));
        }

        if (!option.Range.Contains(given))
        {
            return new(Descriptors.Of(option.Diagnostic), option.Name, option.Name, Text(given));
        }

        if (option == Options.EmaOverwriteFrequency && given == 1)
        {
            return new(Descriptors.EmaFrequencyIsOne, option.Name);
        }

        // Two norms are an error already.
        return option == Options.ClipValue && Options.WorkingLimit(values.Number) is { } winner && winner != option
            ? new(Descriptors.ClipValueIsUnused, option.Name, Text(given), winner.Name)
            : null;
    }

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
