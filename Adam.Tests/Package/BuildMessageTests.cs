using System;
using System.IO;
using System.Linq;
using System.Xml.Linq;
using Adam.Generator.Diagnostics;
using Xunit;

namespace Adam.Tests.Package;

/// <summary>Every message of the package's targets has a page that says the same. That they appear is tested by eng/verify.sh.</summary>
public sealed class BuildMessageTests
{
    private static readonly string Pages = Path.Combine(AppContext.BaseDirectory, "docs", "diagnostics");

    private static readonly XElement[] Messages =
        [.. XDocument.Load(Path.Combine(AppContext.BaseDirectory, "buildTransitive", "Adam.Runtime.targets")).Descendants()
            .Where(element => element.Name.LocalName is "Warning" or "Error")];

    public static TheoryData<string> Codes => [.. Messages.Select(message => Value(message, "Code"))];

    [Fact]
    public void EveryMessageHasOnePage_AndEveryPageAMessage() =>
        Assert.Equal(
            Messages.Select(message => Value(message, "Code")).Append(BuildTargetsAnalyzer.TargetsAreMissing.Id).Order(),
            Directory.GetFiles(Pages, "ADAM1*.md").Select(path => Path.GetFileNameWithoutExtension(path)).Order());

    [Theory]
    [MemberData(nameof(Codes))]
    public void ThePageHasTheMessagesSeverityAndWords_AndTheMessageItsLink(string code)
    {
        XElement message = Messages.Single(one => Value(one, "Code") == code);
        string severity = message.Name.LocalName.ToLowerInvariant();
        string page = File.ReadAllText(Path.Combine(Pages, $"{code}.md"));

        Assert.Contains($"\nSeverity: {severity}", page);
        Assert.Contains($"\n{severity} {code}: `AdamInstructionSet` is ", page);
        Assert.Equal($"$(AdamDocumentation)diagnostics/{code}.md", Value(message, "HelpLink"));
        Assert.EndsWith($" See $(AdamDocumentation)diagnostics/{code}.md.", Value(message, "Text"));
    }

    [Fact]
    public void TheIndexListsEveryMessage() =>
        Assert.Equal(
            Messages.Select(message => $"| [{Value(message, "Code")}]({Value(message, "Code")}.md) | {message.Name.LocalName.ToLowerInvariant()} |")
                .Append("| [ADAM1004](ADAM1004.md) | warning |").Order(),
            File.ReadLines(Path.Combine(Pages, "README.md")).Where(line => line.StartsWith("| [ADAM1", StringComparison.Ordinal))
                .Select(line => line[..(line.IndexOf('|', line.IndexOf('|', 1) + 1) + 1)]).Order());

    private static string Value(XElement message, string attribute) => (string?)message.Attribute(attribute) ?? "";
}
