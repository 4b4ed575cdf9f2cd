using System.IO;
using System.Threading.Tasks;
using Adam.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Xunit;

namespace Adam.Tests.Package;

/// <summary>ADAM1004 appears where a program is for the ahead-of-time compiler and nobody imported the targets, and nowhere else.</summary>
public sealed class BuildTargetsAnalyzerTests
{
    private const string Source = "internal static class Program { private static void Main() { } }";

    private static readonly (string Name, string Value) AheadOfTime = ("EnableAotAnalyzer", "true");

    [Fact]
    public async Task ProgramWithoutTargets_IsTold()
    {
        Diagnostic found = Assert.Single(await new BuildProperties(AheadOfTime).Diagnose(new BuildTargetsAnalyzer(), Source, OutputKind.ConsoleApplication));

        Assert.Equal("ADAM1004", found.Id);
        string page = await File.ReadAllTextAsync(Path.Combine(System.AppContext.BaseDirectory, "docs", "diagnostics", "ADAM1004.md"), TestContext.Current.CancellationToken);
        Assert.StartsWith($"# ADAM1004: {found.Descriptor.Title}\n\nSeverity: warning", page);
        Assert.Contains($"\nwarning ADAM1004: {found.GetMessage(null).Split(':')[0]}\n", page);
    }

    [Fact]
    public async Task WithTheTargets_NothingIsSaid() =>
        Assert.Empty(await new BuildProperties(AheadOfTime, ("AdamDocumentation", "/packages/adam/docs/"))
            .Diagnose(new BuildTargetsAnalyzer(), Source, OutputKind.ConsoleApplication));

    [Fact]
    public async Task ALibrary_IsNotPublished() =>
        Assert.Empty(await new BuildProperties(AheadOfTime).Diagnose(new BuildTargetsAnalyzer(), Source, OutputKind.DynamicallyLinkedLibrary));

    [Theory]
    [InlineData("")]
    [InlineData("false")]
    public async Task AProgramForTheJit_ContainsEveryLoop(string value) =>
        Assert.Empty(await new BuildProperties(("EnableAotAnalyzer", value)).Diagnose(new BuildTargetsAnalyzer(), Source, OutputKind.ConsoleApplication));
}
