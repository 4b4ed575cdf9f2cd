using System;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Adam.Generator.Configuration;
using Adam.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Adam.Generator;

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

        // Enumerations, delegates and structures are the compiler's error, by the attribute's targets.
        if (type.TypeKind != TypeKind.Class)
        {
            return;
        }

        if (HidesTheLibrary(type, context.CancellationToken))
        {
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.NameIsTaken, type.Locations[0], type.Name, type.Name, "the class itself, outside of all namespaces,"));
            return;
        }

        foreach (AttributeData attribute in AdamConfigReader.Attributes(type))
        {
            foreach (Finding finding in ConfigRules.Check(ClassFacts.Read(type, language), AttributeValues.Read(attribute)))
            {
                Location place = Place(attribute, finding.Argument, context.CancellationToken) ?? type.Locations[0];
                context.ReportDiagnostic(Diagnostic.Create(HelpLinks.Resolve(finding.Rule, context.Options), place, [.. finding.Words]));
            }
        }
    }

    /// <summary>A class <c>Adam</c> outside of all namespaces hides the library's namespace, so that its attribute is not even found: it is known by its spelling.</summary>
    private static bool HidesTheLibrary(INamedTypeSymbol type, CancellationToken cancellation) =>
        type is { Name: "Adam", ContainingType: null, ContainingNamespace.IsGlobalNamespace: true }
        && type.DeclaringSyntaxReferences
            .Select(part => part.GetSyntax(cancellation))
            .OfType<TypeDeclarationSyntax>()
            .SelectMany(part => part.AttributeLists)
            .SelectMany(list => list.Attributes)
            .Any(attribute => attribute.Name.ToString().EndsWith("AdamConfig", StringComparison.Ordinal));

    private static Location? Place(AttributeData attribute, string? argument, CancellationToken cancellation)
    {
        var syntax = attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) as AttributeSyntax;
        return argument is null
            ? (syntax?.Parent?.Parent as TypeDeclarationSyntax)?.Identifier.GetLocation()
            : syntax?.ArgumentList?.Arguments
                .FirstOrDefault(one => one.NameEquals?.Name.Identifier.ValueText == argument)?.GetLocation();
    }
}
