using System;
using System.IO;
using System.Linq;
using System.Reflection;
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
            public static void WriteLine(object? value) => Text.Append(value).Append('\n');
        }
        """;

    // What an example may leave out.
    private static readonly string[] Usings = ["using System;\n", "using Adam;\n"];

    private static readonly CSharpParseOptions Language = new(LanguageVersion.CSharp13);

    private static readonly MetadataReference[] References =
    [
        .. CompilerInputs.Framework
            .Where(path => Path.GetFileName(path) is "System.Runtime.dll" or "System.Private.CoreLib.dll"
                or "System.Runtime.Intrinsics.dll" or "System.Collections.dll" or "System.Diagnostics.DiagnosticSource.dll"
                or "System.Runtime.InteropServices.dll" or "System.Memory.dll")
            .Append(CompilerInputs.Library)
            .Append(Path.Combine(AppContext.BaseDirectory, "System.Numerics.Tensors.dll"))
            .Append(Path.Combine(AppContext.BaseDirectory, "Adam.Keras.dll"))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>
    /// Fails where a block of code does not compile without warnings, does not run, or prints another text than the one directly under it.
    /// </summary>
    /// <param name="page">The page's path below docs, or below the repository where it begins with a slash.</param>
    /// <returns>How many blocks have a text under them.</returns>
    public static int Check(string page)
    {
        int count = 0;
        foreach (Match example in Examples().Matches(Repository.Read(page[0] == '/' ? page[1..] : "docs/" + page)))
        {
            bool prints = example.Groups["output"].Success;
            Assert.Equal(prints ? example.Groups["output"].Value : string.Empty, Run(example.Groups["code"].Value));
            count += prints ? 1 : 0;
        }

        return count;
    }

    /// <summary>Fails where a block of code does not compile without warnings: for pages whose examples do not run on every processor.</summary>
    public static int CheckThatItCompiles(string page)
    {
        MatchCollection examples = Examples().Matches(Repository.Read("docs/" + page));
        foreach (Match example in examples)
        {
            Compile(example.Groups["code"].Value);
        }

        return examples.Count;
    }

    private static readonly string[] s_usings = ["using System;\n", "using Adam;\n"];

    private static string Run(string code)
    {
        Assembly assembly = Compile(code);
        assembly.EntryPoint!.Invoke(null, [Array.Empty<string>()]);
        return assembly.GetType("Console")!.GetField("Text")!.GetValue(null)!.ToString()!;
    }

    private static Assembly Compile(string code)
    {
        string usings = string.Concat(Usings.Where(one => !code.Contains(one, StringComparison.Ordinal)));
        CSharpCompilation project = CSharpCompilation.Create(
            "Example",
            [CSharpSyntaxTree.ParseText(usings + code, Language), CSharpSyntaxTree.ParseText(Recorder, Language)],
            References,
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));
        CSharpGeneratorDriver.Create([new AdamGenerator().AsSourceGenerator()], parseOptions: Language)
            .RunGeneratorsAndUpdateCompilation(project, out Compilation compilation, out _);
        using var image = new MemoryStream();
        Assert.Empty(compilation.Emit(image).Diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
        return Assembly.Load(image.ToArray());
    }

    [GeneratedRegex("```csharp\n(?<code>.*?)```\n(```text\n(?<output>.*?)```)?", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Examples();
}
