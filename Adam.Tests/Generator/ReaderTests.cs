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
                default,
                new AdamNumbers("Adam", 0.001, 0.9, 0.999, 1e-7, null, null, null, null, 0.99, null)),
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

        Assert.Equal(new AdamStructure(ClipRule.GlobalNorm, WeightDecay: true, Amsgrad: true, AdaptiveEpsilon: true, UseEma: true, EmaOverwrite: true), model.Structure);
        Assert.Equal(new AdamNumbers("Head", 0.25, 0.5, 0.75, 1, 0.125, null, null, 2, 0.875, 7), model.Numbers);
    }

    [Theory]
    [InlineData("ClipNorm = 1", "Norm")]
    [InlineData("GlobalClipNorm = 1", "GlobalNorm")]
    [InlineData("ClipValue = 1", "Value")]
    [InlineData("ClipNorm = 1, ClipValue = 1", "Norm")]
    [InlineData("GlobalClipNorm = 1, ClipValue = 1", "GlobalNorm")]
    [InlineData("ClipNorm = 0, ClipValue = 1", "Value")]
    [InlineData("GlobalClipNorm = -1, ClipValue = 1", "Value")]
    [InlineData("ClipValue = 0", "None")]
    [InlineData("ClipNorm = double.PositiveInfinity", "Norm")]
    public async Task ExactlyOneClipRuleRuns(string arguments, string rule)
    {
        GeneratorRun run = await GeneratorHarness.Inspect($"using Adam; [AdamConfig({arguments})] public sealed partial class Clipped;");

        Assert.Equal(rule, run.Model.Structure.Clip.ToString());
    }

    [Theory]
    [InlineData("WeightDecay = 0", true, false, false)]
    [InlineData("UseEma = true", false, true, false)]
    [InlineData("UseEma = true, EmaOverwriteFrequency = 3", false, true, true)]
    [InlineData("UseEma = false, EmaOverwriteFrequency = 3", false, false, false)]
    public async Task GivenMeansOn(string arguments, bool weightDecay, bool useEma, bool overwrite)
    {
        GeneratorRun run = await GeneratorHarness.Inspect($"using Adam; [AdamConfig({arguments})] public sealed partial class Given;");

        Assert.Equal(new AdamStructure(ClipRule.None, weightDecay, Amsgrad: false, AdaptiveEpsilon: false, useEma, overwrite), run.Model.Structure);
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

        Assert.False(run.Model.Structure.WeightDecay);
    }

    private static async Task<AdamModel> Read(string source) => (await GeneratorHarness.Run("using Adam;\n" + source)).Model;
}
