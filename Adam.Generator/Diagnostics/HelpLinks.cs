using System;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Adam.Generator.Diagnostics;

/// <summary>Where a diagnostic's page lies on the machine of whoever reads the message.</summary>
/// <remarks>
/// The package carries the pages, and its targets tell the compiler their folder. A link that is written into the analyzer could not
/// know it: the package is unpacked wherever its user keeps packages. Without the targets the link is the page's place in the sources.
/// </remarks>
internal static class HelpLinks
{
    /// <summary>The place of the pages below the sources and below the package.</summary>
    public const string Pages = "docs/diagnostics/";

    /// <summary>The folder of the pages, told by the targets; null where nobody imported them.</summary>
    public static string? Documentation(AnalyzerOptions options) =>
        options.AnalyzerConfigOptionsProvider.GlobalOptions.TryGetValue("build_property.AdamDocumentation", out string? folder)
        && folder.Length > 0
            ? folder
            : null;

    /// <summary>The rule with a link that can be opened, where the pages' folder is known.</summary>
    public static DiagnosticDescriptor Resolve(DiagnosticDescriptor rule, AnalyzerOptions options) =>
        Documentation(options) is { } folder
        && Uri.TryCreate(folder + "diagnostics/" + rule.Id + ".md", UriKind.Absolute, out Uri? page)
            ? new DiagnosticDescriptor(
                rule.Id,
                rule.Title,
                rule.MessageFormat,
                rule.Category,
                rule.DefaultSeverity,
                rule.IsEnabledByDefault,
                helpLinkUri: page.AbsoluteUri)
            : rule;
}
