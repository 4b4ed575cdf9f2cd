using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Adam.Generator.Configuration;
using Adam.Tests.Snapshots;
using Xunit;

namespace Adam.Tests.Generator;

/// <summary>Emitted files compile wherever a user may put a class; the harness compiles every one of them.</summary>
public sealed class EmissionTests
{
    [Fact]
    public async Task EveryTwoChoices_CompileTogether_BesideAllOthers()
    {
        AdamStructure[] all = [.. Structures.Pairwise];
        string source = "using Adam;\n" + string.Join('\n', all.Select((structure, index) =>
            $"[AdamConfig({Structures.Arguments(structure)})] public sealed partial class Optimizer{index};"));

        GeneratorRun run = await GeneratorHarness.Run(source);

        Assert.Equal(all.Length, run.Files.Count);
        Assert.Equal(all.Select((structure, index) => Structures.Model(structure, $"Optimizer{index}")), run.Models.Select(model => model with { Attribute = "[AdamConfig]" }));
    }

    [Fact]
    public void TheCompiledStructures_HoldEveryTwoChoices()
    {
        static IEnumerable<string> Pairs(AdamStructure one)
        {
            string[] choices =
            [
                $"{one.Clip}", $"decay {one.WeightDecay}", $"amsgrad {one.Amsgrad}", $"adaptive {one.AdaptiveEpsilon}",
                $"average {one.UseEma} {one.EmaOverwrite}",
            ];
            return choices.SelectMany((left, index) => choices.Skip(index + 1).Select(right => $"{left}, {right}"));
        }

        Assert.Equal(Structures.All.SelectMany(Pairs).Distinct().Order(), Structures.Pairwise.SelectMany(Pairs).Distinct().Order());
    }

    [Theory]
    [InlineData("[AdamConfig] partial class Plain;")]
    [InlineData("[AdamConfig] public abstract partial class Plain;")]
    [InlineData("[AdamConfig] public partial class Plain : AdamOptimizer;")]
    [InlineData("[AdamConfig] public partial class Plain; partial class Plain : System.IComparable { public int CompareTo(object? other) => 0; }")]
    [InlineData("public static partial class Outer { private sealed partial class Middle { [AdamConfig] public sealed partial class Plain; } }")]
    [InlineData("namespace A { [AdamConfig] public partial class Plain; } namespace B { [AdamConfig] public partial class Plain; }")]
    [InlineData("[AdamConfig] public partial class Plain; [AdamConfig] public partial class PLAIN;")]
    [InlineData("namespace Adam.Generated { [AdamConfig] public partial class Plain; }")]
    [InlineData("namespace Users.Adam.System { [AdamConfig] public partial class Kernels; }")]
    [InlineData("namespace @public.@static; public partial class @class { [AdamConfig] public sealed partial class @event; }")]
    [InlineData("[AdamConfig] public partial class Plain; internal static class Vector128; internal static class Unsafe; internal static class MathF;")]
    [InlineData("[AdamConfig] public partial class Größe;")]
    public Task AClassMayStandAnywhere(string source) => GeneratorHarness.Run($"using Adam;\n{source}");

    [Fact]
    public async Task WithoutAConstructor_TheTwoUsualOnesAreEmitted()
    {
        GeneratorRun run = await GeneratorHarness.Run("""
            using Adam;
            [AdamConfig] public sealed partial class Plain;
            public static class Use { public static AdamOptimizer[] Both => [new Plain(), new Plain(new AdamOptions { LearningRate = 0.01 })]; }
            """);

        Assert.Equal(2, run.Text.Split("public Plain(").Length - 1);
    }

    [Fact]
    public async Task WithAConstructorOfTheUser_NoneIsEmitted()
    {
        GeneratorRun run = await GeneratorHarness.Run("""
            using Adam;
            [AdamConfig] public sealed partial class Own
            {
                public Own(int size) : base(new AdamOptions { LearningRate = 1.0 / size }) { }
            }
            """);

        Assert.DoesNotContain("public Own(", run.Text);
    }

    [Fact]
    public async Task AnyName_IsALiteralThatReadsBackTheSame()
    {
        GeneratorRun run = await GeneratorHarness.Run("""
            using Adam;
            [AdamConfig(Name = "a\"b\\c\n\t\u2028{0}é")] public sealed partial class Named;
            """);

        Assert.Equal("a\"b\\c\n\t\u2028{0}é", run.Model.Name);
        Assert.Contains("""Name = "a\"b\\c\n\t\u2028{0}é",""", run.Text);
    }

    [Theory]
    [InlineData("LearningRate = double.PositiveInfinity", "[\"LearningRate\"] = double.PositiveInfinity,")]
    [InlineData("LearningRate = 0.1", "[\"LearningRate\"] = 0.1D,")]
    [InlineData("LearningRate = 4.9406564584124654E-324", "[\"LearningRate\"] = 5E-324D,")]
    [InlineData("LearningRate = 0.30000000000000004", "[\"LearningRate\"] = 0.30000000000000004D,")]
    [InlineData("WeightDecay = -0.0", "[\"WeightDecay\"] = -0D,")]
    public async Task EveryNumber_IsALiteralThatReadsBackTheSame(string argument, string line)
    {
        GeneratorRun run = await GeneratorHarness.Inspect($"using Adam;\n[AdamConfig({argument})] public sealed partial class Numbers;");

        Assert.All(run.Diagnostics, one => Assert.StartsWith("ADAM", one.Id));
        Assert.Contains(line, run.Text);
    }

    [Fact]
    public async Task TheAttribute_IsRestatedAsItWasWritten()
    {
        GeneratorRun run = await GeneratorHarness.Run("""
            using Adam;
            public static class Rates { public const double Decay = 0.004; }
            [global::Adam.AdamConfig(WeightDecay = Rates.Decay, // Why.
                ClipNorm = 1)] public sealed partial class Plain;
            """);

        Assert.Contains("//     [global::Adam.AdamConfig(WeightDecay = Rates.Decay, ClipNorm = 1)]\n", run.Text);
    }

    [Fact]
    public async Task ALineBreakInALiteral_StaysInTheComment()
    {
        GeneratorRun run = await GeneratorHarness.Run("using Adam;\n[AdamConfig(Name = @\"a\nb\u2028c\")] public sealed partial class Plain;");

        Assert.Contains("//     [AdamConfig(Name = @\"a\n//     b\n//     c\")]\n", run.Text);
    }

    [Theory]
    [InlineData("", 700)]
    [InlineData("(AdaptiveEpsilon = true, Amsgrad = true, WeightDecay = 0.004, GlobalClipNorm = 1.0, UseEma = true, EmaOverwriteFrequency = 100)", 900)]
    [InlineData("(AdaptiveEpsilon = true, Amsgrad = true, WeightDecay = 0.004, ClipNorm = 1.0, UseEma = true, EmaOverwriteFrequency = 100)", 900)]
    public async Task TheFile_CanBeReadInOneSitting(string arguments, int lines)
    {
        GeneratorRun run = await GeneratorHarness.Run($"using Adam;\n[AdamConfig{arguments}] public sealed partial class Plain;");

        Assert.InRange(run.Text.Split('\n').Length - 1, 1, lines);
    }

    [Fact]
    public async Task TheFile_IsPlainText()
    {
        string text = (await GeneratorHarness.Run("using Adam;\n[AdamConfig] public sealed partial class Plain;")).Text;

        Assert.DoesNotContain('\r', text);
        Assert.DoesNotContain('\t', text);
        Assert.DoesNotContain("unsafe", text);
        Assert.EndsWith("}\n", text);
        Assert.DoesNotContain(text.Split('\n'), line => line.EndsWith(' '));
        Assert.StartsWith("// <auto-generated>", text, StringComparison.Ordinal);
    }
}
