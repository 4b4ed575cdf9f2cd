using System;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace Adam.Tests.Schedules;

/// <summary>Each example of docs/schedules.md compiles, runs, and prints the text under it.</summary>
public sealed partial class ScheduleDocumentTests
{
    // In the global namespace this Console hides System's: an example's output stays out of the test run's.
    private const string Recorder = """
        internal static class Console
        {
            public static readonly System.Text.StringBuilder Text = new();
            public static void WriteLine(System.FormattableString line) => Text.Append(System.FormattableString.Invariant(line)).Append('\n');
        }
        """;

    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is "Adam.Runtime.dll" or "System.Runtime.dll" or "System.Private.CoreLib.dll")
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    [Fact]
    public void EveryExample_PrintsTheTextUnderIt()
    {
        int count = 0;
        foreach (Match example in Examples().Matches(File.ReadAllText(DocumentPath()).ReplaceLineEndings("\n")))
        {
            Assert.Equal(example.Groups["output"].Value, Run(example.Groups["code"].Value));
            count++;
        }

        Assert.Equal(10, count);
    }

    private static string Run(string code)
    {
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Example",
            [CSharpSyntaxTree.ParseText("using System;\nusing Adam;\n" + code), CSharpSyntaxTree.ParseText(Recorder)],
            References,
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));
        using var image = new MemoryStream();
        Assert.Empty(compilation.Emit(image).Diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
        Assembly assembly = Assembly.Load(image.ToArray());
        assembly.EntryPoint!.Invoke(null, [Array.Empty<string>()]);
        return assembly.GetType("Console")!.GetField("Text")!.GetValue(null)!.ToString()!;
    }

    private static string DocumentPath([CallerFilePath] string path = "")
        => Path.Combine(Path.GetDirectoryName(path)!, "..", "..", "docs", "schedules.md");

    [GeneratedRegex("```csharp\n(?<code>.*?)```\n```text\n(?<output>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Examples();
}
