using System.Linq;
using System.Text.RegularExpressions;
using Xunit;

namespace Adam.Tests.Documents;

/// <summary>Pages speak of the product: no path of somebody's machine stands in them, and every clause they cite exists.</summary>
public sealed partial class MachineWordTests
{
    public static TheoryData<string> Pages => LinkTests.Pages;

    [Theory]
    [MemberData(nameof(Pages))]
    public void NoPageNamesAMachinesPath(string page) => Assert.Empty(PathsIn(Repository.Read(page)));

    [Fact]
    public void TheCheckSeesPaths() =>
        Assert.Equal(
            ["/home/somebody/adam", "/tmp/x.log", "C:\\Users\\somebody", "/root/.nuget", "../shared/spec"],
            PathsIn("in /home/somebody/adam and /tmp/x.log, `C:\\Users\\somebody` (/root/.nuget), ../shared/spec; not a/tmp/b or https://example.org/home/x"));

    [Theory]
    [MemberData(nameof(Pages))]
    public void EveryClauseThatIsCitedExists(string page)
    {
        string semantics = Repository.Read("docs/semantics.md");

        Assert.All(
            ClausePattern().Matches(Repository.Read(page)).Select(match => match.Value).Distinct(),
            clause => Assert.Contains($"<a id=\"{clause}\"></a>", semantics));
    }

    private static string[] PathsIn(string text) => [.. PathPattern().Matches(text).Select(match => match.Value)];

    [GeneratedRegex(@"(?<![\w/.:])(?:/(?:home|root|tmp|work|usr|opt|mnt|Users)/[\w.@-]+(?:/[\w.@-]+)*|\.\./shared(?:/[\w.@-]+)*)(?<!\.)|[A-Z]:\\[\w\\]+")]
    private static partial Regex PathPattern();

    // S5.2 and D19, not the D3 of a hexadecimal number nor the S of a word.
    [GeneratedRegex(@"(?<![\w.#(-])(?:S\d{1,2}\.\d{1,2}|D\d{1,2})(?![\w.]\w|\w)")]
    private static partial Regex ClausePattern();
}
