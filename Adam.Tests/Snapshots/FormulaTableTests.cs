using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Adam.Generator.Configuration;
using Adam.Generator.Emission;
using VerifyXunit;
using Xunit;

namespace Adam.Tests.Snapshots;

/// <summary>
/// One table with the formulas of every structure, as the emitted remarks state them. A diff in it is a change of the algorithm
/// and is reviewed as one.
/// </summary>
public sealed partial class FormulaTableTests
{
    [Fact]
    public async Task Formulas()
    {
        TestContext.Current.TestOutputHelper!.WriteLine(SnapshotTests.Comparer);
        var table = new StringBuilder();
        foreach (AdamStructure structure in Structures.All)
        {
            table.Append('[').Append(Structures.Arguments(structure)).Append("]\n");
            foreach ((string formula, string meaning) in Stages(structure))
            {
                table.Append("    ").Append(formula.PadRight(44)).Append(meaning).Append('\n');
            }
        }

        await Verifier.Verify(table.ToString(), "txt").UseFileName("Formulas");
    }

    [Fact]
    public void ThereAre96Structures_AndTwoWithTheSameFormulasDifferOnlyInTheOverwriting()
    {
        Assert.Equal(96, Structures.All.Distinct().Count());

        // The overwriting copies the average between steps (S7.3); it is no stage of the loop, so 64 different lists remain.
        IEnumerable<IGrouping<string, AdamStructure>> alike = Structures.All.GroupBy(structure => string.Join('\n', Stages(structure)));
        Assert.Equal(64, alike.Count());
        Assert.All(alike, group => Assert.Single(group.Select(structure => structure with { EmaOverwrite = false }).Distinct()));
    }

    private static IEnumerable<(string Formula, string Meaning)> Stages(AdamStructure structure) =>
        Item().Matches(OptimizerEmitter.Emit(Structures.Model(structure, "Any"))).Select(item => (item.Groups[1].Value, item.Groups[2].Value));

    [GeneratedRegex("<item><c>(.*?)</c>: (.*?)</item>")]
    private static partial Regex Item();
}
