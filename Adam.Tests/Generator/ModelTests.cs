using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Adam.Generator.Configuration;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;
using Xunit.Sdk;

namespace Adam.Tests.Generator;

/// <summary>Cached models are values: equal by content, with equal hashes, and nothing of the compiler inside.</summary>
public sealed class ModelTests
{
    private const string Source = """
        using Adam;
        namespace Users;
        public static partial class Models
        {
            [AdamConfig(WeightDecay = 0.004, ClipNorm = 1)]
            public sealed partial class Nested;
        }
        """;

    [Fact]
    public async Task TheSameSource_GivesEqualModelsAndHashes()
    {
        AdamModel first = (await GeneratorHarness.Run(Source)).Model;
        AdamModel second = (await GeneratorHarness.Run(Source)).Model;

        Assert.NotSame(first, second);
        Assert.Equal(first, second);
        Assert.Equal(first.GetHashCode(), second.GetHashCode());
    }

    [Theory]
    [InlineData("sealed partial", "partial")]
    [InlineData("WeightDecay = 0.004, ClipNorm = 1", "WeightDecay = 0.004,\n    // A comment.\n    ClipNorm = 1")]
    [InlineData("class Nested;", "class Nested { public int Unread { get; set; } }")]
    public async Task WhatIsNotRead_DoesNotChangeTheModel(string before, string after)
    {
        AdamModel first = (await GeneratorHarness.Run(Source)).Model;
        AdamModel second = (await GeneratorHarness.Run(Source.Replace(before, after))).Model;

        Assert.Equal(first, second);
        Assert.Equal(first.GetHashCode(), second.GetHashCode());
    }

    [Theory]
    [InlineData("namespace Users;", "namespace Others;")]
    [InlineData("static partial class Models", "partial struct Models")]
    [InlineData("class Nested;", "class Renamed;")]
    [InlineData("class Nested;", "class Nested { public Nested() { } }")]
    [InlineData("ClipNorm = 1", "ClipValue = 1")]
    [InlineData("WeightDecay = 0.004", "WeightDecay = 0.005")]
    [InlineData("WeightDecay = 0.004", "WeightDecay = 4e-3")]
    public async Task WhatIsRead_ChangesTheModel(string before, string after)
    {
        Assert.NotEqual((await GeneratorHarness.Run(Source)).Model, (await GeneratorHarness.Run(Source.Replace(before, after))).Model);
    }

    [Fact]
    public void AnEditOfTheAttribute_IsSeen()
    {
        CSharpCompilation project = TestCompilation.Create(Source, LanguageVersion.CSharp13);
        GeneratorDriver first = GeneratorHarness.Driver().RunGenerators(project, TestContext.Current.CancellationToken);
        CSharpCompilation edited = TestCompilation.Edit(project, "Source.cs", Source.Replace("0.004", "0.005"));

        GeneratorDriver second = first.RunGenerators(edited, TestContext.Current.CancellationToken);

        Assert.All(IncrementalityCheck.Reasons(second), step => Assert.Equal(IncrementalStepRunReason.Modified, step.Reason));
        Assert.NotEmpty(IncrementalityCheck.Reasons(second));
    }

    [Fact]
    public void ThePurityCheck_FindsWhatTheCompilerOwns()
    {
        CSharpCompilation project = TestCompilation.Create(Source, LanguageVersion.CSharp13);
        SyntaxTree tree = project.SyntaxTrees[0];
        SyntaxNode root = tree.GetRoot(TestContext.Current.CancellationToken);
        object[] impure =
        [
            project, tree, root, root.GetLocation(), root.GetReference(), root.GetFirstToken(), project.GlobalNamespace,
            project.GetSemanticModel(tree), project.GetSpecialType(SpecialType.System_Object), (Func<int>)(() => 1),
        ];

        foreach (object hidden in impure)
        {
            Assert.ThrowsAny<XunitException>(() => ModelPurity.Check(new { Deep = new List<object> { new { Deeper = hidden } } }));
        }
    }

    [Fact]
    public void ArraysOfEqualContent_AreEqual()
    {
        var first = new EquatableArray<string>(["a", "b"]);
        var second = new EquatableArray<string>(new List<string> { "a", "b" });

        Assert.True(first == second);
        Assert.Equal(first.GetHashCode(), second.GetHashCode());
        Assert.True(first != new EquatableArray<string>(["a"]));
        Assert.True(new EquatableArray<string>([]) == default);
        Assert.Equal(default(EquatableArray<string>).GetHashCode(), new EquatableArray<string>([]).GetHashCode());
    }
}
