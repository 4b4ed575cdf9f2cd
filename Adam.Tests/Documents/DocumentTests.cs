using System.Linq;
using System.Text.RegularExpressions;
using Xunit;

namespace Adam.Tests.Documents;

/// <summary>The examples of every page compile, run, and print the text under them; those of the other pages are tested beside their subject.</summary>
public sealed class DocumentTests
{
    private static readonly string[] Checked =
        ["/README.md", "/Adam.Runtime/Package/README.md", "architecture.md", "options.md", "recipes.md", "ahead-of-time.md", "checkpoints.md", "configurations.md", "keras.md", "schedules.md", "training.md"];

    [Theory]
    [InlineData("/README.md", 2)]
    [InlineData("/Adam.Runtime/Package/README.md", 1)]
    [InlineData("recipes.md", 10)]
    [InlineData("options.md", 0)]
    [InlineData("architecture.md", 0)]
    public void EveryExample_PrintsTheTextUnderIt(string page, int examples) => Assert.Equal(examples, DocumentExamples.Check(page));

    /// <summary>What needs a processor of its own, or files.</summary>
    [Theory]
    [InlineData("ahead-of-time.md", 1)]
    [InlineData("checkpoints.md", 2)]
    [InlineData("keras.md", 2)]
    public void ExamplesThatCannotRunHere_Compile(string page, int examples) => Assert.Equal(examples, DocumentExamples.CheckThatItCompiles(page));

    /// <summary>A page with an example that nobody runs is found here. The pages of the diagnostics have tests of their own.</summary>
    [Fact]
    public void NoPageWithExamplesIsForgotten() =>
        Assert.Equal(
            Checked.Select(page => page[0] == '/' ? page[1..] : "docs/" + page).Order(),
            Repository.Pages.Where(page => !page.StartsWith("docs/diagnostics/", System.StringComparison.Ordinal)
                && Regex.IsMatch(Repository.Read(page), "^```csharp$", RegexOptions.Multiline)));
}
