using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace Adam.Tests.Generator;

/// <summary>No name of a user gets in the way of emitted code; for the few that must, there is one diagnostic and no compiler error.</summary>
public sealed class NameTests
{
    [Theory]
    [InlineData("[AdamConfig] public partial class Update;")]
    [InlineData("[AdamConfig] public partial class Configuration;")]
    [InlineData("[AdamConfig] public partial class Kernels;")]
    [InlineData("[AdamConfig] public partial class Plain { public int Update => 1; public int Configuration => 2; public int Attribute => 3; }")]
    [InlineData("[AdamConfig] public partial class Plain { public new int ActiveInstructionSet => 1; }")]
    [InlineData("[AdamConfig] public partial class Plain { public int System => 1; public int Adam => 2; public int global => 3; }")]
    [InlineData("namespace Adam.Generated { [AdamConfig] public partial class Plain; internal static class Vector128; internal static class Unsafe; }")]
    [InlineData("namespace Adam.EmittedLoop { [AdamConfig] public partial class Vector512; }")]
    [InlineData("namespace Users { [AdamConfig] public partial class Adam; internal static class Use { public static object It => new Adam(); } }")]
    [InlineData("namespace Users { [AdamConfig] public partial class System; }")]
    [InlineData("internal static class Vector512; internal static class Avx2; internal static class Lanes512; [AdamConfig] public partial class Plain;")]
    public async Task AUsersName_IsInNobodysWay(string source) =>
        Assert.Single((await GeneratorHarness.Run($"using Adam;\n{source}")).Files);

    [Fact]
    public async Task AClassCalledUnderscore_IsInNobodysWay()
    {
        GeneratorRun run = await GeneratorHarness.Inspect("using Adam;\ninternal static class _; [AdamConfig] public partial class Plain;");

        Assert.All(run.Diagnostics, one => Assert.Equal("Source.cs", one.Location.SourceTree!.FilePath));
        Assert.Single(run.Files);
    }

    [Fact]
    public async Task LowerCaseNames_AreWarnedAboutOnce()
    {
        await GeneratorHarness.Run(
            "using Adam;\npublic static partial class outer { [AdamConfig] public partial class foo; }",
            new ExpectedDiagnostic("CS8981", "outer", "The type name 'outer' only contains lower-cased ascii characters. Such names may become reserved for the language."),
            new ExpectedDiagnostic("CS8981", "foo", "The type name 'foo' only contains lower-cased ascii characters. Such names may become reserved for the language."));
    }

    [Theory]
    [InlineData("internal static class System; [AdamConfig] public partial class Plain;", "Plain", "System", "a type outside of all namespaces")]
    [InlineData("[AdamConfig] public partial class System;", "System", "System", "a type outside of all namespaces")]
    [InlineData("[AdamConfig] public partial class Plain { public int EmittedUpdate => 1; }", "Plain", "EmittedUpdate", "another member")]
    [InlineData("[AdamConfig] public partial class Plain { private static void EmittedConfiguration() { } }", "Plain", "EmittedConfiguration", "another member")]
    [InlineData("[AdamConfig] public partial class EmittedUpdate;", "EmittedUpdate", "EmittedUpdate", "the class itself")]
    [InlineData("namespace Adam.EmittedLoops { internal static class Vector128; [AdamConfig] public partial class Plain; }", "Plain", "Adam.EmittedLoops", "a type of this project")]
    [InlineData("namespace Adam { internal static class EmittedLoops; [AdamConfig] public partial class Plain; }", "Plain", "Adam.EmittedLoops", "a type of this project")]
    public async Task ATakenName_IsOneDiagnostic(string source, string type, string name, string by)
    {
        GeneratorRun run = await GeneratorHarness.Run(
            $"using Adam;\n{source}",
            new ExpectedDiagnostic("ADAM0022", type, $"`{type}` cannot be completed: emitted code needs the name `{name}`, which {by} has; rename that."));

        Assert.Empty(run.Files);
    }

    [Fact]
    public async Task AClassAdamOutsideOfNamespaces_IsToldWhy()
    {
        GeneratorRun run = await GeneratorHarness.Inspect("using Adam;\n[AdamConfig] public partial class Adam;");

        Assert.Equal(1, run.Diagnostics.Count(one => one.Id == "ADAM0022"));
        Assert.All(run.Diagnostics, one => Assert.Equal("Source.cs", one.Location.SourceTree!.FilePath));
        Assert.Empty(run.Files);
    }

    [Theory]
    [InlineData("public enum Odd { None }", "AdamConfig")]
    [InlineData("public delegate void Odd();", "AdamConfig")]
    [InlineData("public partial record struct Odd;", "AdamConfig")]
    [InlineData("public partial struct Odd;", "AdamConfig")]
    [InlineData("public partial interface Odd;", "AdamConfig")]
    public async Task WhatIsNoClass_IsOneError(string declaration, string at)
    {
        GeneratorRun run = await GeneratorHarness.Run(
            $"using Adam;\n[AdamConfig] {declaration}",
            new ExpectedDiagnostic("CS0592", at, "Attribute 'AdamConfig' is not valid on this declaration type. It is only valid on 'class' declarations."));

        Assert.Empty(run.Files);
    }

    [Fact]
    public async Task TheConstructorsOfAnAbstractClass_AreProtected()
    {
        GeneratorRun run = await GeneratorHarness.Run("""
            using Adam;
            [AdamConfig] public abstract partial class Shared { public int Steps { get; set; } }
            public sealed class Derived : Shared { public Derived(AdamOptions options) : base(options) { } }
            public sealed class Other : Shared { }
            """);

        Assert.Equal(2, run.Text.Split("protected Shared(").Length - 1);
        Assert.DoesNotContain("public Shared(", run.Text);
    }
}
