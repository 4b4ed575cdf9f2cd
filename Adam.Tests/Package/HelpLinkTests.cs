using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Adam.Generator;
using Adam.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Xunit;

namespace Adam.Tests.Package;

/// <summary>The link behind a message opens the page where the build knows the folder of the pages.</summary>
public sealed class HelpLinkTests
{
    private const string NotPartial = "[Adam.AdamConfig] public sealed class Plain;";

    private static readonly string Documentation = Path.Combine(AppContext.BaseDirectory, "docs") + Path.DirectorySeparatorChar;

    [Fact]
    public async Task WithTheTargets_TheLinkIsAFileThatExists()
    {
        var build = new BuildProperties(("AdamDocumentation", Documentation));

        Diagnostic found = Assert.Single(await build.Diagnose(new AdamConfigAnalyzer(), NotPartial, OutputKind.DynamicallyLinkedLibrary));

        var link = new Uri(found.Descriptor.HelpLinkUri);
        Assert.True(link.IsFile);
        Assert.StartsWith("# ADAM0001: ", File.ReadAllText(link.LocalPath));
        Assert.Contains("`Plain` is not partial", found.GetMessage(null));
        Assert.Equal(DiagnosticSeverity.Error, found.Severity);
    }

    [Fact]
    public async Task AFolderWithSpaces_IsEscaped()
    {
        var build = new BuildProperties(("AdamDocumentation", "/home/a b/docs/"));

        Diagnostic found = Assert.Single(await build.Diagnose(new AdamConfigAnalyzer(), NotPartial, OutputKind.DynamicallyLinkedLibrary));

        Assert.Equal("file:///home/a%20b/docs/diagnostics/ADAM0001.md", found.Descriptor.HelpLinkUri);
    }

    [Fact]
    public async Task WithoutTheTargets_TheLinkIsThePlaceInTheSources()
    {
        Diagnostic found = Assert.Single(await new BuildProperties().Diagnose(new AdamConfigAnalyzer(), NotPartial, OutputKind.DynamicallyLinkedLibrary));

        Assert.Equal("docs/diagnostics/ADAM0001.md", found.Descriptor.HelpLinkUri);
    }

    [Fact]
    public void EveryRuleHasItsPage() =>
        Assert.All(
            Descriptors.All.Append(BuildTargetsAnalyzer.TargetsAreMissing),
            rule => Assert.True(File.Exists(Path.Combine(Documentation, "..", rule.HelpLinkUri)), rule.Id));
}
