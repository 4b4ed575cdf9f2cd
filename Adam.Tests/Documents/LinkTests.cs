using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Xunit;

namespace Adam.Tests.Documents;

/// <summary>Every link of every page leads somewhere: to a file of the repository, and to a heading or anchor in it.</summary>
public sealed partial class LinkTests
{
    public static TheoryData<string> Pages => [.. Repository.Pages];

    [Fact]
    public void ThereArePages() => Assert.True(Repository.Pages.Count() > 30);

    [Theory]
    [MemberData(nameof(Pages))]
    public void EveryLinkLeadsSomewhere(string page) =>
        Assert.All(Links(page), link => Assert.True(LeadsSomewhere(page, link), link));

    /// <summary>The package carries docs and nothing beside it, so a page there may only link to pages there.</summary>
    [Theory]
    [MemberData(nameof(Pages))]
    public void PagesOfThePackage_LinkToPagesOfThePackage(string page)
    {
        if (page.StartsWith("docs/", StringComparison.Ordinal))
        {
            Assert.All(Links(page), link => Assert.True(IsOutside(link) || Target(page, link).StartsWith("docs/", StringComparison.Ordinal), link));
        }
        else if (page == "Adam.Runtime/Package/README.md")
        {
            // A gallery shows this page alone.
            Assert.All(Links(page), link => Assert.True(IsOutside(link), link));
        }
    }

    [Fact]
    public void TheCheckSeesDeadLinks()
    {
        Assert.True(LeadsSomewhere("README.md", "docs/numerics.md"));
        Assert.True(LeadsSomewhere("docs/numerics.md", "semantics.md#S5.2"));
        Assert.True(LeadsSomewhere("docs/diagnostics/ADAM1001.md", "../ahead-of-time.md#instruction-sets"));
        Assert.False(LeadsSomewhere("docs/numerics.md", "docs/numerics.md"));
        Assert.False(LeadsSomewhere("README.md", "docs/semantics.md#S99.1"));
        Assert.False(LeadsSomewhere("README.md", "#no-such-heading"));
    }

    private static IEnumerable<string> Links(string page) =>
        LinkPattern().Matches(CodePattern().Replace(Repository.Read(page), string.Empty)).Select(match => match.Groups["target"].Value);

    private static bool IsOutside(string link) => link.StartsWith("https://", StringComparison.Ordinal);

    private static bool LeadsSomewhere(string page, string link)
    {
        if (IsOutside(link))
        {
            return Uri.TryCreate(link, UriKind.Absolute, out _);
        }

        string target = Target(page, link);
        int hash = link.IndexOf('#');
        return Path.Exists(Path.Combine(Repository.Root, target)) && (hash < 0 || Anchors(target).Contains(link[(hash + 1)..]));
    }

    // The path below the root that a link of a page means.
    private static string Target(string page, string link)
    {
        string file = link.Split('#')[0];
        string full = file.Length == 0
            ? Path.Combine(Repository.Root, page)
            : Path.GetFullPath(Path.Combine(Repository.Root, Path.GetDirectoryName(page)!, file));
        return Path.GetRelativePath(Repository.Root, full).Replace(Path.DirectorySeparatorChar, '/');
    }

    // As hosts of repositories name headings: lower case, letters and digits and hyphens, spaces as hyphens.
    private static HashSet<string> Anchors(string page)
    {
        string text = Repository.Read(page);
        IEnumerable<string> headings = HeadingPattern().Matches(CodePattern().Replace(text, string.Empty)).Select(
            match => string.Concat(match.Groups["title"].Value.ToLowerInvariant()
                .Where(letter => char.IsLetterOrDigit(letter) || letter is ' ' or '-' or '_')
                .Select(letter => letter == ' ' ? '-' : letter)));
        return [.. headings, .. AnchorPattern().Matches(text).Select(match => match.Groups["id"].Value)];
    }

    [GeneratedRegex(@"\[[^\]\n]*\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture)]
    private static partial Regex LinkPattern();

    [GeneratedRegex("^#+ (?<title>.*)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex HeadingPattern();

    [GeneratedRegex("<a id=\"(?<id>[^\"]+)\"></a>", RegexOptions.ExplicitCapture)]
    private static partial Regex AnchorPattern();

    // Blocks and spans of code: brackets in them are no links.
    [GeneratedRegex("^```.*?^```|`[^`\n]*\\](?=\\()[^`\n]*`", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CodePattern();
}
