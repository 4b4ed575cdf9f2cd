using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Adam.Tests.Generator;

/// <summary>
/// A user's project as strict as one can be: nullable, no implicit usings, no unsafe, every warning an error, documentation
/// checked. What the generator emits has to compile in it.
/// </summary>
internal static class TestCompilation
{
    /// <summary>The file of every test project that has nothing to do with optimizers.</summary>
    public const string UnrelatedPath = "Unrelated.cs";

    // The framework, and of the other assemblies only ours: a user's project sees no test library.
    private static readonly IReadOnlyList<MetadataReference> References =
        [.. CompilerInputs.Framework.Append(CompilerInputs.Library).Select(path => MetadataReference.CreateFromFile(path))];

    public static CSharpCompilation Create(string source, LanguageVersion language)
    {
        CSharpParseOptions parse = ParseOptions(language);
        return CSharpCompilation.Create(
            "UserProject",
            [
                CSharpSyntaxTree.ParseText(source, parse, "Source.cs"),
                CSharpSyntaxTree.ParseText("internal static class Unrelated { public const int Value = 41; }", parse, UnrelatedPath),
            ],
            References,
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                nullableContextOptions: NullableContextOptions.Enable,
                allowUnsafe: false,
                warningLevel: 9999,
                generalDiagnosticOption: ReportDiagnostic.Error));
    }

    public static CSharpParseOptions ParseOptions(LanguageVersion language) => new(language, DocumentationMode.Diagnose);

    /// <summary>The same project with one file's text changed.</summary>
    public static CSharpCompilation Edit(CSharpCompilation compilation, string path, string text)
    {
        SyntaxTree old = compilation.SyntaxTrees.Single(tree => tree.FilePath == path);
        return compilation.ReplaceSyntaxTree(old, CSharpSyntaxTree.ParseText(text, (CSharpParseOptions)old.Options, path));
    }
}
