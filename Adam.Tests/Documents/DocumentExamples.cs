using System;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Adam.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace Adam.Tests.Documents;

/// <summary>Compiles and runs the examples of a page of docs: the code block, then the text that it prints.</summary>
internal static partial class DocumentExamples
{
    // In the global namespace this Console hides System's: an example's output stays out of the test run's.
    private const string Recorder = """
        internal static class Console
        {
            public static readonly System.Text.StringBuilder Text = new();
            public static void WriteLine(System.FormattableString line) => Text.Append(System.FormattableString.Invariant(line)).Append('\n');
        }
        """;

    private static readonly CSharpParseOptions Language = new(LanguageVersion.CSharp13);

    private static readonly MetadataReference[] References =
    [
        .. CompilerInputs.Framework
            .Where(path => Path.GetFileName(path) is "System.Runtime.dll" or "System.Private.CoreLib.dll"
                or "System.Runtime.Intrinsics.dll" or "System.Collections.dll" or "System.Diagnostics.DiagnosticSource.dll")
            .Append(CompilerInputs.Library)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>Fails where an example does not compile without warnings or prints another text than the one under it.</summary>
    /// <returns>How many examples there are.</returns>
    public static int Check(string page)
    {
        int count = 0;
        foreach (Match example in Examples().Matches(File.ReadAllText(PathOf(page)).ReplaceLineEndings("\n")))
        {
            Assert.Equal(example.Groups["output"].Value, Run(example.Groups["code"].Value));
            count++;
        }

        return count;
    }

    private static string Run(string code)
    {
        CSharpCompilation project = CSharpCompilation.Create(
            "Example",
            [CSharpSyntaxTree.ParseText("using System;\nusing Adam;\n" + code, Language), CSharpSyntaxTree.ParseText(Recorder, Language)],
            References,
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));
        CSharpGeneratorDriver.Create([new AdamGenerator().AsSourceGenerator()], parseOptions: Language)
            .RunGeneratorsAndUpdateCompilation(project, out Compilation compilation, out _);
        using var image = new MemoryStream();
        Assert.Empty(compilation.Emit(image).Diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
        Assembly assembly = Assembly.Load(image.ToArray());
        assembly.EntryPoint!.Invoke(null, [Array.Empty<string>()]);
        return assembly.GetType("Console")!.GetField("Text")!.GetValue(null)!.ToString()!;
    }

    private static string PathOf(string page, [CallerFilePath] string path = "")
        => Path.Combine(Path.GetDirectoryName(path)!, "..", "..", "docs", page);

    [GeneratedRegex("```csharp\n(?<code>.*?)```\n```text\n(?<output>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Examples();
}
