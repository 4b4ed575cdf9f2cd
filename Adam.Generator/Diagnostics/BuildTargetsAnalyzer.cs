using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Adam.Generator.Diagnostics;

#pragma warning disable RS1032 // Messages are whole sentences that end with a period, as those of the run time's exceptions do.

/// <summary>
/// Says that nobody reads the property AdamInstructionSet: in a program for the ahead-of-time compiler that refers to the sources
/// instead of the package, whose targets NuGet would have imported.
/// </summary>
/// <remarks>The property itself cannot be seen from here: what makes a property visible to the compiler stands in the same targets.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BuildTargetsAnalyzer : DiagnosticAnalyzer
{
    internal static readonly DiagnosticDescriptor TargetsAreMissing = new(
        "ADAM1004",
        "The build targets are not imported",
        "`AdamInstructionSet` is not read in this build, because a project reference does not bring Adam's build targets: the program will contain the 128-bit loop alone when it is published ahead of time for x64. "
        + "Import Adam.Runtime/Package/buildTransitive/Adam.Runtime.targets in the project file.",
        "Adam",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Pages + "ADAM1004.md",
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(TargetsAreMissing);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationAction(Check);
    }

    private static void Check(CompilationAnalysisContext context)
    {
        // Only a program is published; a library leaves the choice to it.
        bool isProgram = context.Compilation.Options.OutputKind is OutputKind.ConsoleApplication or OutputKind.WindowsApplication;
        if (isProgram && IsForAheadOfTime(context.Options) && HelpLinks.Documentation(context.Options) is null)
        {
            context.ReportDiagnostic(Diagnostic.Create(TargetsAreMissing, Location.None));
        }
    }

    // The SDK shows this property to every compilation; `PublishAot` sets it.
    private static bool IsForAheadOfTime(AnalyzerOptions options) =>
        options.AnalyzerConfigOptionsProvider.GlobalOptions.TryGetValue("build_property.EnableAotAnalyzer", out string? value)
        && value.Equals("true", System.StringComparison.OrdinalIgnoreCase);
}
