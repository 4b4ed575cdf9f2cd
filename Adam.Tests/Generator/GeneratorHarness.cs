using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Adam.Generator;
using Adam.Generator.Configuration;
using Adam.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;

namespace Adam.Tests.Generator;

/// <summary>What one run of the generator gave: the cached models, the files by hint name, and everything reported.</summary>
internal sealed record GeneratorRun(
    IReadOnlyList<AdamModel> Models,
    IReadOnlyDictionary<string, string> Files,
    IReadOnlyList<Diagnostic> Diagnostics)
{
    /// <summary>The only file.</summary>
    public string Text => Files.Values.Single();

    /// <summary>The only model.</summary>
    public AdamModel Model => Models.Single();
}

/// <summary>
/// The one way by which tests run the generator. Every run checks what no test should have to remember: that unrelated edits
/// are cached, that the cached models are values only, that the text does not depend on the culture, and that the result
/// compiles in a strict project with exactly the diagnostics the test names.
/// </summary>
internal static class GeneratorHarness
{
    /// <summary>Runs all checks; a diagnostic that is not in <paramref name="expected"/> fails the test.</summary>
    public static async Task<GeneratorRun> Run(string source, params ExpectedDiagnostic[] expected)
    {
        GeneratorRun run = await Inspect(source);
        ExpectedDiagnostic.Check(run.Diagnostics, expected);
        return run;
    }

    /// <summary>The same without judging the diagnostics, for tests that do so themselves.</summary>
    public static async Task<GeneratorRun> Inspect(string source, LanguageVersion language = LanguageVersion.CSharp13)
    {
        CSharpCompilation project = TestCompilation.Create(source, language);
        GeneratorDriver driver = Driver(language).RunGeneratorsAndUpdateCompilation(project, out Compilation output, out ImmutableArray<Diagnostic> thrown);
        GeneratorRunResult result = driver.GetRunResult().Results.Single();
        AdamModel[] models = [.. Models(result)];

        IncrementalityCheck.Check(driver, project);
        foreach (AdamModel model in models)
        {
            ModelPurity.Check(model);
        }

        Dictionary<string, string> files = Files(result);
        Assert.Equal(files, OtherCulture.Run(() => Files(Driver(language).RunGenerators(project).GetRunResult().Results.Single())));
        return new GeneratorRun(models, files, [.. thrown, .. await Diagnose(project, output)]);
    }

    /// <summary>A driver that keeps the reasons of its steps.</summary>
    public static GeneratorDriver Driver(LanguageVersion language = LanguageVersion.CSharp13) => CSharpGeneratorDriver.Create(
        [new AdamGenerator().AsSourceGenerator()],
        parseOptions: TestCompilation.ParseOptions(language),
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    private static IEnumerable<AdamModel> Models(GeneratorRunResult result) =>
        result.TrackedSteps.TryGetValue(AdamGenerator.ModelStep, out ImmutableArray<IncrementalGeneratorRunStep> steps)
            ? steps.SelectMany(step => step.Outputs).Select(step => (AdamModel)step.Value)
            : [];

    private static Dictionary<string, string> Files(GeneratorRunResult result) =>
        result.GeneratedSources.ToDictionary(file => file.HintName, file => file.SourceText.ToString());

    private static async Task<IEnumerable<Diagnostic>> Diagnose(CSharpCompilation project, Compilation output)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        // One pass for compiler and analyzer: two would bind every emitted line twice.
        ImmutableArray<Diagnostic> all = await output.WithAnalyzers([new AdamConfigAnalyzer()]).GetAllDiagnosticsAsync(cancellation);

        // The test's own classes need no documentation; the emitted members do.
        return all.Where(one =>
            one.Severity != DiagnosticSeverity.Hidden
            && !(one.Id == "CS1591" && project.ContainsSyntaxTree(one.Location.SourceTree)));
    }
}
