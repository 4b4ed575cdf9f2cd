using System.CommandLine;
using System.Linq;
using Digits;
using Xunit;

namespace Adam.Tests.Samples;

public sealed class DigitsOptionsTests
{
    [Theory]
    [InlineData("0")]
    [InlineData("11")]
    [InlineData("-3")]
    [InlineData("2.5")]
    [InlineData("many")]
    public void Whole_RejectsWithFactValueAndFix(string value)
    {
        Option<int> option = Options.Whole("--epochs", "Passes.", 4, 1, 10);

        string message = new RootCommand { option }.Parse(["--epochs", value]).Errors.Single().Message;

        Assert.Equal($"`--epochs` is {value}; it must be a whole number from 1 to 10.", message);
    }

    [Theory]
    [InlineData(new string[0], 4)]
    [InlineData(new[] { "--epochs", "1" }, 1)]
    [InlineData(new[] { "--epochs=10" }, 10)]
    public void Whole_TakesTheRangeAndHasADefault(string[] arguments, int expected)
    {
        Option<int> option = Options.Whole("--epochs", "Passes.", 4, 1, 10);

        Assert.Equal(expected, new RootCommand { option }.Parse(arguments).GetValue(option));
    }

    [Fact]
    public void InstructionSet_RejectsWhatTheProcessorDoesNotHave()
    {
        Option<InstructionSet?> option = Options.InstructionSet("--instruction-set");
        var command = new RootCommand { option };

        string message = command.Parse(["--instruction-set", "sse9"]).Errors.Single().Message;
        string known = string.Join(", ", InstructionSets.Supported);
        Assert.Equal($"`--instruction-set` is sse9; on this processor it must be one of {known}.", message);

        // A number is not a name, even where the enum has it.
        Assert.Single(command.Parse(["--instruction-set", "0"]).Errors);
        Assert.Equal(InstructionSet.Scalar, command.Parse(["--instruction-set", "scalar"]).GetValue(option));
        Assert.Null(command.Parse([]).GetValue(option));
    }

    [Theory]
    [InlineData("--epochs", "0")]
    [InlineData("--batch", "1438")]
    [InlineData("--seed", "x")]
    [InlineData("--instruction-set", "sse9")]
    [InlineData("--momentum", "1")]
    public void Program_EndsWithOneForABadOption(string name, string value) => Assert.Equal(1, Program.Main([name, value]));
}
