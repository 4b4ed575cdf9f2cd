using System.Linq;
using System.Threading.Tasks;
using Adam.Generator.Configuration;
using Xunit;

namespace Adam.Tests.Generator;

/// <summary>From source to model: what is given, which stages that chooses, and how the class is named.</summary>
public sealed class ReaderTests
{
    [Fact]
    public async Task NothingGiven_MeansTheOriginalsDefaults()
    {
        AdamModel model = await Read("[AdamConfig] public sealed partial class Plain;");

        Assert.Equal(
            new AdamModel(
                Namespace: string.Empty,
                ContainingTypes: default,
                ClassName: "Plain",
                IsAbstract: false,
                DeclaresConstructor: false,
                Attribute: "[AdamConfig]",
                Stages.None,
                "Adam",
                Numbers(("LearningRate", 0.001), ("Beta1", 0.9), ("Beta2", 0.999), ("Epsilon", 1e-7))),
            model);
    }

    [Fact]
    public async Task EverythingGiven_IsRead()
    {
        AdamModel model = await Read("""
            [AdamConfig(LearningRate = 0.25, Beta1 = 0.5, Beta2 = 0.75, Epsilon = 1, AdaptiveEpsilon = true, Amsgrad = true, WeightDecay = 0.125,
                GlobalClipNorm = 2, UseEma = true, EmaMomentum = 0.875, EmaOverwriteFrequency = 7, JitCompile = false, Name = "Head")]
            public sealed partial class Everything;
            """);

        Assert.Equal(Stages.GlobalClipNorm | Stages.WeightDecay | Stages.Amsgrad | Stages.AdaptiveEpsilon | Stages.UseEma, model.Stages);
        Assert.Equal("Head", model.Name);
        Assert.Equal(
            Numbers(
                ("WeightDecay", 0.125),
                ("GlobalClipNorm", 2),
                ("EmaMomentum", 0.875),
                ("EmaOverwriteFrequency", 7),
                ("LearningRate", 0.25),
                ("Beta1", 0.5),
                ("Beta2", 0.75),
                ("Epsilon", 1)),
            model.Numbers);
    }

    [Theory]
    [InlineData("ClipNorm = 1", "ClipNorm")]
    [InlineData("GlobalClipNorm = 1", "GlobalClipNorm")]
    [InlineData("ClipValue = 1", "ClipValue")]
    [InlineData("ClipNorm = 1, ClipValue = 1", "ClipNorm")]
    [InlineData("GlobalClipNorm = 1, ClipValue = 1", "GlobalClipNorm")]
    [InlineData("ClipNorm = 0, ClipValue = 1", "ClipValue")]
    [InlineData("GlobalClipNorm = -1, ClipValue = 1", "ClipValue")]
    [InlineData("ClipValue = 0", "None")]
    [InlineData("ClipNorm = double.PositiveInfinity", "ClipNorm")]
    public async Task ExactlyOneClipRuleRuns(string arguments, string rule)
    {
        GeneratorRun run = await GeneratorHarness.Inspect($"using Adam; [AdamConfig({arguments})] public sealed partial class Clipped;");

        Assert.Equal(rule, run.Model.Stages.ToString());
    }

    [Theory]
    [InlineData("WeightDecay = 0", true, false, false)]
    [InlineData("UseEma = true", false, true, false)]
    [InlineData("UseEma = true, EmaOverwriteFrequency = 3", false, true, true)]
    [InlineData("UseEma = false, EmaOverwriteFrequency = 3", false, false, false)]
    public async Task GivenMeansOn(string arguments, bool weightDecay, bool useEma, bool overwrite)
    {
        GeneratorRun run = await GeneratorHarness.Inspect($"using Adam; [AdamConfig({arguments})] public sealed partial class Given;");

        Assert.Equal((weightDecay ? Stages.WeightDecay : 0) | (useEma ? Stages.UseEma : 0), run.Model.Stages);
        Assert.Equal(overwrite, run.Model.Numbers.Any(number => number.Option == "EmaOverwriteFrequency"));
    }

    [Fact]
    public async Task NestedClasses_KeepEveryKindOfEnclosingType()
    {
        AdamModel model = await Read("""
            namespace Outer
            {
                namespace @namespace . Inner
                {
                    public partial interface A { public partial record B { public partial record struct C { public partial struct @class { public partial record class D {
                        [AdamConfig] public sealed partial class @event;
                    } } } } }
                }
            }
            """);

        Assert.Equal("Outer.@namespace.Inner", model.Namespace);
        Assert.Equal(
            ["partial interface A", "partial record B", "partial record struct C", "partial struct @class", "partial record D"],
            model.ContainingTypes);
        Assert.Equal("@event", model.ClassName);
    }

    [Theory]
    [InlineData("public Own() { }", true)]
    [InlineData("public Own(int size) { Size = size; } public int Size { get; }", true)]
    [InlineData("static Own() { }", false)]
    [InlineData("public int Size { get; set; }", false)]
    public async Task InstanceConstructorsOfTheUser_AreSeen(string member, bool declares) =>
        Assert.Equal(declares, (await Read($"[AdamConfig] public sealed partial class Own {{ {member} }}")).DeclaresConstructor);

    [Fact]
    public async Task APrimaryConstructor_IsAConstructorOfTheUser() =>
        Assert.True((await Read("[AdamConfig] public sealed partial class Own(int size) { public int Size => size; }")).DeclaresConstructor);

    [Fact]
    public async Task TwoAttributes_AreLeftToTheCompiler()
    {
        GeneratorRun run = await GeneratorHarness.Run(
            "using Adam; [AdamConfig] public sealed partial class Twice; [AdamConfig] partial class Twice;",
            new ExpectedDiagnostic("CS0579", "AdamConfig", "Duplicate 'AdamConfig' attribute"));

        Assert.Empty(run.Models);
    }

    [Fact]
    public async Task AnArgumentThatDoesNotCompile_CountsAsNotGiven()
    {
        GeneratorRun run = await GeneratorHarness.Run(
            "using Adam; [AdamConfig(WeightDecay = \"much\")] public sealed partial class Odd;",
            new ExpectedDiagnostic("CS0029", "\"much\"", "Cannot implicitly convert type 'string' to 'double'"));

        Assert.Equal(Stages.None, run.Model.Stages);
    }

    private static EquatableArray<OptionValue> Numbers(params (string Option, double Value)[] numbers) =>
        new(numbers.Select(number => new OptionValue(number.Option, number.Value)));

    private static async Task<AdamModel> Read(string source) => (await GeneratorHarness.Run("using Adam;\n" + source)).Model;
}
