using System.Collections.Generic;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
using System.Threading.Tasks;
using Adam.Tests.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;

namespace Adam.Tests.Package;

/// <summary>The properties of a build that its compiler sees, as the SDK writes them for a project.</summary>
internal sealed class BuildProperties(params (string Name, string Value)[] properties) : AnalyzerConfigOptionsProvider
{
    public override AnalyzerConfigOptions GlobalOptions { get; } = new Options(properties);

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;

    /// <summary>What an analyzer says in a build with these properties.</summary>
    public async Task<Diagnostic[]> Diagnose(DiagnosticAnalyzer analyzer, string source, OutputKind kind)
    {
        CSharpCompilation project = TestCompilation.Create(source, LanguageVersion.CSharp13);
        var options = new AnalyzerOptions([], this);
        ImmutableArray<Diagnostic> found = await project.WithOptions(project.Options.WithOutputKind(kind))
            .WithAnalyzers([analyzer], options).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        return [.. found];
    }

    private sealed class Options((string Name, string Value)[] properties) : AnalyzerConfigOptions
    {
        private readonly Dictionary<string, string> _values = properties.ToDictionary(one => "build_property." + one.Name, one => one.Value, KeyComparer);

        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => _values.TryGetValue(key, out value);
    }
}
