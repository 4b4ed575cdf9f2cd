using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Adam.Generator.Configuration;

/// <summary>From an annotated class to its model: the last code of the pipeline that sees a symbol or a syntax node.</summary>
internal static class AdamConfigReader
{
    /// <summary>The attribute's full name, as metadata spells it.</summary>
    public const string AttributeName = "Adam.AdamConfigAttribute";

    /// <summary>The model, or null where a rule of severity error is broken; the analyzer says which.</summary>
    public static AdamModel? Read(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var type = (INamedTypeSymbol)context.TargetSymbol;
        var declaration = (TypeDeclarationSyntax)context.TargetNode;
        LanguageVersion language = ((CSharpParseOptions)declaration.SyntaxTree.Options).LanguageVersion;
        AttributeValues values = AttributeValues.Read(context.Attributes[0]);

        // A second attribute on another part is the compiler's error; two models for one class would be two files of one name.
        bool isSingle = Attributes(type).Take(2).Count() == 1;
        return isSingle && !ConfigRules.Check(ClassFacts.Read(type, language), values).Any(finding => finding.IsError)
            ? ToModel(type, declaration, Written(context.Attributes[0], cancellation), values)
            : null;
    }

    /// <summary>The configurations that stand on a class: one, unless the code does not compile.</summary>
    public static IEnumerable<AttributeData> Attributes(INamedTypeSymbol type) =>
        type.GetAttributes().Where(attribute => attribute.AttributeClass?.ToDisplayString() == AttributeName);

    private static AdamModel ToModel(INamedTypeSymbol type, TypeDeclarationSyntax declaration, string attribute, AttributeValues values) => new(
        NamespaceOf(declaration),
        new EquatableArray<string>(declaration.Ancestors().OfType<TypeDeclarationSyntax>().Reverse().Select(Header)),
        declaration.Identifier.Text,
        type.IsAbstract,
        type.InstanceConstructors.Any(constructor => !constructor.IsImplicitlyDeclared),
        attribute,
        values.Stages,
        values[Options.Name] as string ?? Options.DefaultName,
        new EquatableArray<OptionValue>(ToNumbers(values)));

    /// <summary>The attribute in the user's spelling, in lines that end in a line feed, for a comment.</summary>
    private static string Written(AttributeData data, CancellationToken cancellation)
    {
        var attribute = (AttributeSyntax)data.ApplicationSyntaxReference!.GetSyntax(cancellation);
        string arguments = attribute.ArgumentList is { } list ? $"({string.Join(", ", list.Arguments.Select(one => one.ToString()))})" : "";
        return string.Join("\n", $"[{attribute.Name}{arguments}]".Replace("\r\n", "\n").Split('\r', '\n', '\u0085', '\u2028', '\u2029'));
    }

    /// <summary>
    /// What the run time needs: the numbers of all stages that exist, given or by default (S1.1), and a limit on elements beside a norm, which takes over
    /// where the norm is switched off (S3.7).
    /// </summary>
    private static IEnumerable<OptionValue> ToNumbers(AttributeValues values)
    {
        Stages stages = values.Stages;
        foreach (Option option in Options.All)
        {
            bool isRead = option.Stage == Stages.None || stages.Has(option.Stage)
                || (option == Options.ClipValue && stages.Has(Stages.ClipNorm | Stages.GlobalClipNorm));
            if (isRead && option.IsNumber && (values.Number(option) ?? option.Default) is { } value)
            {
                yield return new OptionValue(option.Name, value);
            }
        }
    }

    // Names are taken as the user spelled them, so that a keyword keeps its @ and a later C#'s new keywords need no table.
    private static string NamespaceOf(SyntaxNode declaration) => string.Join(
        ".",
        declaration.Ancestors().OfType<BaseNamespaceDeclarationSyntax>().Reverse()
            .SelectMany(part => part.Name.DescendantTokens())
            .Where(token => token.IsKind(SyntaxKind.IdentifierToken))
            .Select(token => token.Text));

    private static string Header(TypeDeclarationSyntax container)
    {
        string kind = container is RecordDeclarationSyntax record && record.ClassOrStructKeyword.IsKind(SyntaxKind.StructKeyword)
            ? "record struct"
            : container.Keyword.Text;
        return $"partial {kind} {container.Identifier.Text}";
    }
}
