using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Adam.Generator.Configuration;

/// <summary>What the rules ask about an annotated class, as values. A null name means "there is none".</summary>
/// <param name="Name">The class, for messages.</param>
/// <param name="IsPartial">Whether its declarations say partial.</param>
/// <param name="IsStatic">Whether it is static.</param>
/// <param name="IsRecord">Whether it is a record class.</param>
/// <param name="GenericType">The class itself or the innermost enclosing type, if it has type parameters.</param>
/// <param name="FileLocalType">The class itself or the enclosing type that is declared with <c>file</c>.</param>
/// <param name="NonPartialContainer">The innermost enclosing type that is not partial.</param>
/// <param name="OtherBase">A base class that is neither object nor AdamOptimizer.</param>
/// <param name="TakenName">A name that emitted code needs and something else has.</param>
/// <param name="TakenBy">What has it, in words.</param>
/// <param name="LanguageVersion">The version of C# the class is compiled as, as the compiler numbers it: 1300 is C# 13.</param>
internal sealed record ClassFacts(
    string Name,
    bool IsPartial,
    bool IsStatic,
    bool IsRecord,
    string? GenericType,
    string? FileLocalType,
    string? NonPartialContainer,
    string? OtherBase,
    string? TakenName,
    string? TakenBy,
    LanguageVersion LanguageVersion)
{
    private const string Base = "Adam.AdamOptimizer";

    public static ClassFacts Read(INamedTypeSymbol type, LanguageVersion languageVersion)
    {
        INamedTypeSymbol[] containers = [.. Containers(type)];
        INamedTypeSymbol[] chain = [type, .. containers];
        (string? takenName, string? takenBy) = Taken(type);
        return new ClassFacts(
            type.Name,
            IsDeclaredPartial(type),
            type.IsStatic,
            type.IsRecord,
            Display(chain.FirstOrDefault(one => one.Arity > 0)),
            Display(chain.FirstOrDefault(one => one.IsFileLocal)),
            Display(containers.FirstOrDefault(one => !IsDeclaredPartial(one))),
            Display(type.BaseType is { SpecialType: SpecialType.None } other && other.ToDisplayString() != Base ? other : null),
            takenName,
            takenBy,
            languageVersion);
    }

    /// <summary>The first name in the way of emitted code, which nothing could spell another way.</summary>
    private static (string? Name, string? By) Taken(INamedTypeSymbol type)
    {
        foreach (string member in EmittedNames.Members)
        {
            if (type.Name == member)
            {
                return (member, "the class itself");
            }

            // The emitted member itself overrides; whatever else has its name does not.
            if (type.GetMembers(member).Any(one => !one.IsOverride))
            {
                return (member, "another member");
            }
        }

        INamespaceSymbol root = type.ContainingAssembly.GlobalNamespace;
        foreach (string name in new[] { "Adam", "System" })
        {
            if (!root.GetTypeMembers(name).IsEmpty)
            {
                return (name, "a type outside of all namespaces");
            }
        }

        IEnumerable<INamespaceSymbol> adam = root.GetNamespaceMembers().Where(space => space.Name == "Adam");
        bool isEntered = adam.Any(space =>
            !space.GetTypeMembers(EmittedNames.NamespacePart).IsEmpty
            || space.GetNamespaceMembers().Any(inner => inner.Name == EmittedNames.NamespacePart && inner.GetTypeMembers().Any(one => !one.IsFileLocal)));
        return isEntered ? (EmittedNames.Namespace, "a type of this project") : (null, null);
    }

    private static IEnumerable<INamedTypeSymbol> Containers(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            yield return outer;
        }
    }

    private static bool IsDeclaredPartial(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences.Any(part =>
            part.GetSyntax() is TypeDeclarationSyntax syntax && syntax.Modifiers.Any(SyntaxKind.PartialKeyword));

    private static string? Display(INamedTypeSymbol? type) =>
        type?.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
}
