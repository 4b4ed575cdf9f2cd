using System.Linq;
using System.Text.RegularExpressions;
using Xunit;

namespace Adam.Tests.Documents;

/// <summary>The examples of every page compile, run, and print the text under them; those of the other pages are tested beside their subject.</summary>
public sealed class DocumentTests
{
    private static readonly string[] Checked =
        ["/README.md", "/Adam.Runtime/Package/README.md", "options.md", "recipes.md", "ahead-of-time.md", "configurations.md", "schedules.md", "training.md"];

    // Fragments, which use what the text around them declares.
    private static readonly string[] Fragments = ["checkpoints.md"];

    [Theory]
    [InlineData("/README.md", 2)]
    [InlineData("/Adam.Runtime/Package/README.md", 1)]
    [InlineData("recipes.md", 10)]
    [InlineData("options.md", 0)]
    public void EveryExample_PrintsTheTextUnderIt(string page, int examples) => Assert.Equal(examples, DocumentExamples.Check(page));

    [Fact]
    public void TheExampleThatNeedsAProcessor_Compiles() => Assert.Equal(1, DocumentExamples.CheckThatItCompiles("ahead-of-time.md"));

    /// <summary>A page with an example that nobody runs is found here. The pages of the diagnostics have tests of their own.</summary>
    [Fact]
    public void NoPageWithExamplesIsForgotten() =>
        Assert.Equal(
            Checked.Concat(Fragments).Select(page => page[0] == '/' ? page[1..] : "docs/" + page).Order(),
            Repository.Pages.Where(page => !page.StartsWith("docs/diagnostics/", System.StringComparison.Ordinal)
                && Regex.IsMatch(Repository.Read(page), "^```csharp$", RegexOptions.Multiline)));
}
