using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Adam.Generator.Configuration;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Adam.Generator.Diagnostics;

/// <summary>Reports what <see cref="ConfigRules"/> finds, at the attribute argument it is about, or at the class's name.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AdamConfigAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => Descriptors.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        // Generated classes too: for one that breaks a rule nothing is emitted, and somebody has to say why.
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.EnableConcurrentExecution();
        context.RegisterSymbolAction(Check, SymbolKind.NamedType);
    }

    private static void Check(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        LanguageVersion language = ((CSharpCompilation)context.Compilation).LanguageVersion;
        foreach (AttributeData attribute in AdamConfigReader.Attributes(type))
        {
            foreach (Finding finding in ConfigRules.Check(ClassFacts.Read(type, language), AttributeValues.Read(attribute)))
            {
                Location place = Place(attribute, finding.Argument, context.CancellationToken) ?? type.Locations[0];
                context.ReportDiagnostic(Diagnostic.Create(HelpLinks.Resolve(finding.Rule, context.Options), place, [.. finding.Words]));
            }
        }
    }

    private static Location? Place(AttributeData attribute, string? argument, CancellationToken cancellation)
    {
        var syntax = attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) as AttributeSyntax;
        return argument is null
            ? (syntax?.Parent?.Parent as TypeDeclarationSyntax)?.Identifier.GetLocation()
            : syntax?.ArgumentList?.Arguments
                .FirstOrDefault(one => one.NameEquals?.Name.Identifier.ValueText == argument)?.GetLocation();
    }
}
