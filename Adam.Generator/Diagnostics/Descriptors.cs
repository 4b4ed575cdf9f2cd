using System;
using System.Collections.Immutable;
using System.Linq;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace Adam.Generator.Diagnostics;

#pragma warning disable RS1032 // Messages are whole sentences that end with a period, as those of the run time's exceptions do.

/// <summary>
/// The table of what can be wrong with a configuration: fact, value, fix. Every entry has its rule in ConfigRules and its page
/// in docs/diagnostics; an id once shipped keeps its meaning.
/// </summary>
internal static class Descriptors
{
    private const string Category = "Adam";

    private const string Pages = HelpLinks.Pages;

    public static readonly DiagnosticDescriptor NotPartial = new(
        "ADAM0001",
        "The class is not partial",
        "`{0}` is not partial; its base class and update loops stand in a second part, which the generator writes: declare it `partial`.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "ADAM0001.md");

    public static readonly DiagnosticDescriptor IsStatic = new(
        "ADAM0002",
        "The class is static",
        "`{0}` is static; an optimizer holds the state of a training, one object for each: remove `static`.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "ADAM0002.md");

    public static readonly DiagnosticDescriptor IsGeneric = new(
        "ADAM0003",
        "The class or an enclosing type is generic",
        "`{0}` is generic through `{1}`; one class has one set of update loops: declare it without type parameters.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "ADAM0003.md");

    public static readonly DiagnosticDescriptor NonPartialContainer = new(
        "ADAM0004",
        "An enclosing type is not partial",
        "`{0}` is nested in `{1}`, which is not partial; the generator has to open it again: declare `{1}` `partial`, or move the class out.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "ADAM0004.md");

    public static readonly DiagnosticDescriptor OtherBaseClass = new(
        "ADAM0005",
        "The class has another base class",
        "`{0}` derives from `{1}`; the generator makes it an AdamOptimizer, and a class has one base: remove `{1}`, or hold it in a field.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "ADAM0005.md");

    public static readonly DiagnosticDescriptor IsRecord = new(
        "ADAM0006",
        "The class is a record",
        "`{0}` is a record; a record cannot derive from a class such as AdamOptimizer, and state that changes is not a value: declare it as a class.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "ADAM0006.md");

    public static readonly DiagnosticDescriptor IsFileLocal = new(
        "ADAM0007",
        "The class is local to a file",
        "`{0}` is local to its file through `{1}`; the generator's part stands in another file: declare `{1}` `internal`.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "ADAM0007.md");

    public static readonly DiagnosticDescriptor OldLanguage = new(
        "ADAM0008",
        "The version of C# is too old",
        "`{0}` is compiled as C# {1}; the emitted code needs C# 13: set `<LangVersion>13.0</LangVersion>` or a later one in the project.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "ADAM0008.md");

    public static readonly DiagnosticDescriptor TwoNorms = new(
        "ADAM0009",
        "Two norms are limited",
        "`ClipNorm` is {0} and `GlobalClipNorm` is {1}; at most one norm can be limited: remove one of the two.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "ADAM0009.md");

    public static readonly DiagnosticDescriptor EmaMomentumOutside = new(
        "ADAM0010",
        "The average's momentum is outside of [0, 1]",
        "`{0}` is {1}; it must be in [0, 1].",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "ADAM0010.md");

    public static readonly DiagnosticDescriptor EmaFrequencyBelowOne = new(
        "ADAM0011",
        "The overwrite frequency is below 1",
        "`{0}` is {1}; it must be at least 1, and leaving it out means never.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "ADAM0011.md");

    public static readonly DiagnosticDescriptor NameIsNull = new(
        "ADAM0012",
        "The name is null",
        "`Name` is null; the state's variables are named after it: give a name, or leave it out for \"Adam\".",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "ADAM0012.md");

    public static readonly DiagnosticDescriptor AverageIsOff = new(
        "ADAM0013",
        "A number of the average is given, but there is no average",
        "`{0}` is {1}, but `UseEma` is false and nothing reads it; add `UseEma = true`, or remove `{0}`.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "ADAM0013.md");

    public static readonly DiagnosticDescriptor ClipValueIsUnused = new(
        "ADAM0014",
        "A limit of the elements stands beside a limit of the norm",
        "`ClipValue` is {0}, but `{1}` is on and only one limit runs; remove one of the two.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "ADAM0014.md");

    public static readonly DiagnosticDescriptor LimitIsOff = new(
        "ADAM0015",
        "A limit is not greater than zero",
        "`{0}` is {1}, which switches it off; give a limit greater than zero, or remove `{0}`.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "ADAM0015.md");

    public static readonly DiagnosticDescriptor BetaOutside = new(
        "ADAM0016",
        "A decay rate of the moments is outside of [0, 1)",
        "`{0}` is {1}; it is meant to be in [0, 1).",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "ADAM0016.md");

    public static readonly DiagnosticDescriptor EpsilonDoubtful = new(
        "ADAM0017",
        "Epsilon is not a positive number",
        "`{0}` is {1}; it is meant to be greater than zero and finite.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "ADAM0017.md");

    public static readonly DiagnosticDescriptor LearningRateDoubtful = new(
        "ADAM0018",
        "The learning rate is negative or not finite",
        "`{0}` is {1}; it is meant to be zero or more and finite.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "ADAM0018.md");

    public static readonly DiagnosticDescriptor WeightDecayDoubtful = new(
        "ADAM0019",
        "The weight decay is negative or not finite",
        "`{0}` is {1}; it is meant to be zero or more and finite.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "ADAM0019.md");

    public static readonly DiagnosticDescriptor EmaFrequencyIsOne = new(
        "ADAM0020",
        "The variables are overwritten at every step",
        "`EmaOverwriteFrequency` is 1, so every step ends with the variables equal to their averages; give a greater number, or remove it.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "ADAM0020.md");

    public static readonly DiagnosticDescriptor IsNaN = new(
        "ADAM0021",
        "A number is NaN",
        "`{0}` is NaN, and so every variable or average would be after a step; give a number, or remove `{0}`.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "ADAM0021.md");

    public static readonly DiagnosticDescriptor NameIsTaken = new(
        "ADAM0022",
        "A name that emitted code needs is taken",
        "`{0}` cannot be completed: emitted code needs the name `{1}`, which {2} has; rename that.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "ADAM0022.md");

    /// <summary>All of them, by their ids.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All { get; } = typeof(Descriptors)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => field.GetValue(null))
        .OfType<DiagnosticDescriptor>()
        .OrderBy(one => one.Id, StringComparer.Ordinal)
        .ToImmutableArray();

    /// <summary>The entry of an id, which stands in the table of options.</summary>
    public static DiagnosticDescriptor Of(string id) => All.First(one => one.Id == id);
}
