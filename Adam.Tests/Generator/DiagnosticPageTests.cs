using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Adam.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace Adam.Tests.Generator;

/// <summary>Every diagnostic has a page, and the page's code is what the diagnostic says it is.</summary>
public sealed class DiagnosticPageTests
{
    private static readonly string Folder = Path.Combine(System.AppContext.BaseDirectory, "docs", "diagnostics");

    public static TheoryData<string> Ids => [.. Descriptors.All.Select(one => one.Id)];

    [Fact]
    public void EveryDescriptorHasOnePage_AndEveryPageADescriptor() =>
        Assert.Equal(
            Descriptors.All.Select(one => one.Id),
            Directory.GetFiles(Folder, "ADAM0*.md").Select(Path.GetFileNameWithoutExtension).Order());

    [Fact]
    public void TheIndexListsEveryDescriptor() =>
        Assert.Equal(
            Descriptors.All.Select(one => $"| [{one.Id}]({one.Id}.md) | {Word(one)} | {one.Title} |"),
            File.ReadLines(Path.Combine(Folder, "README.md")).Where(line => line.StartsWith("| [ADAM0", System.StringComparison.Ordinal)));

    [Theory]
    [MemberData(nameof(Ids))]
    public void ThePageHasTheDescriptorsTitleSeverityAndLink(string id)
    {
        DiagnosticDescriptor rule = Descriptors.All.Single(one => one.Id == id);

        Assert.StartsWith($"# {id}: {rule.Title}\n\nSeverity: {Word(rule)}.\n", Page(id));
        Assert.Equal($"docs/diagnostics/{id}.md", rule.HelpLinkUri);
        Assert.Contains("\n## When it appears\n", Page(id));
        Assert.Contains("\n## How to fix it\n", Page(id));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task TheExampleTriggersExactlyThisDiagnostic(string id)
    {
        string example = Section(id, "Example");
        string[] report = Block(example, "text").TrimEnd().Split('\n');

        GeneratorRun run = await GeneratorHarness.Inspect(Block(example, "csharp"), Language(example));

        DiagnosticDescriptor rule = Descriptors.All.Single(one => one.Id == id);
        ExpectedDiagnostic.Check(run.Diagnostics, [new(id, report[0], report[1].Replace($"{Word(rule)} {id}: ", string.Empty))]);
        Assert.Equal(rule.DefaultSeverity == DiagnosticSeverity.Error ? 0 : 1, run.Files.Count);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task TheFixedCodeTriggersNothing_AndIsEmitted(string id)
    {
        string fixedPart = Section(id, "Fixed");

        GeneratorRun run = await GeneratorHarness.Inspect(Block(fixedPart, "csharp"), Language(fixedPart));

        ExpectedDiagnostic.Check(run.Diagnostics, []);
        Assert.Single(run.Files);
    }

    private static string Page(string id) => File.ReadAllText(Path.Combine(Folder, $"{id}.md"));

    private static string Section(string id, string title) =>
        Regex.Match(Page(id), $@"^## {title}\n(.*?)(?=^## |\z)", RegexOptions.Multiline | RegexOptions.Singleline).Groups[1].Value;

    private static string Block(string section, string kind) =>
        Regex.Match(section, $"```{kind}\n(.*?)```", RegexOptions.Singleline).Groups[1].Value;

    // A page about the language version says so the way a project does.
    private static LanguageVersion Language(string section) =>
        LanguageVersionFacts.TryParse(Regex.Match(section, "<LangVersion>(.*?)</LangVersion>").Groups[1].Value, out LanguageVersion version)
        && version != LanguageVersion.Default
            ? version
            : LanguageVersion.CSharp13;

    private static string Word(DiagnosticDescriptor rule) => rule.DefaultSeverity == DiagnosticSeverity.Error ? "error" : "warning";
}
