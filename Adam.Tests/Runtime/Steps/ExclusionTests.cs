using System;
using System.Globalization;
using Xunit;

namespace Adam.Tests.Runtime;

/// <summary>Which variables weight decay leaves alone (S4.3, S4.4, D7, D21). One zero gradient takes 2.0 to 3FFFE5C9 (G4), or not.</summary>
public sealed class ExclusionTests
{
    private const string Decayed = "3FFFE5C9";
    private const string Kept = "40000000";

    private readonly AdamVariable _kernel = new("dense/kernel", [2f]);
    private readonly AdamVariable _bias = new("dense/bias", [2f]);

    [Fact]
    public void Nothing_IsExcludedByDefault() => Check(_ => { }, Decayed, Decayed);

    [Fact]
    public void AVariable_IsExcludedByIdentity() =>
        Check(optimizer => optimizer.ExcludeFromWeightDecay(variables: [_bias]), Decayed, Kept);

    /// <summary>D25: a name with a slip in it would decay what must not be, without a word.</summary>
    [Fact]
    public void AVariableThatIsNotThere_IsRefusedAtBuild()
    {
        using var optimizer = new DecayAdam();
        optimizer.ExcludeFromWeightDecay(variables: [_bias, new AdamVariable("dense/kernel", [2f])]);
        Refusal.Of<ArgumentException>(
            optimizer, [_kernel, _bias], () => optimizer.ApplyGradients((new float[1], _kernel), (new float[1], _bias)), "'dense/kernel'", "is not one of the 2 variables");
        Assert.False(optimizer.IsBuilt);
    }

    [Theory]
    [InlineData("^bias")]
    [InlineData("BIAS")]
    [InlineData(":0")]
    [InlineData("Adam")]
    [InlineData("baias")]
    public void APatternThatMatchesNothing_IsRefusedAtBuild(string pattern)
    {
        using var optimizer = new DecayAdam();
        optimizer.ExcludeFromWeightDecay(names: ["kernel", pattern]);
        Refusal.Of<ArgumentException>(
            optimizer, [_kernel, _bias], () => optimizer.Build(_kernel, _bias), $"'{pattern}'", "matches none of the 2 variables (dense/kernel, dense/bias)", "correct it");
        optimizer.ExcludeFromWeightDecay(names: ["kernel"]);
        optimizer.Build(_kernel, _bias);
        Assert.True(optimizer.IsBuilt);
    }

    [Fact]
    public void AClassWithoutDecay_HasNothingToExclude()
    {
        using var optimizer = new PlainAdam();
        Refusal.Of<InvalidOperationException>(
            optimizer, [], () => optimizer.ExcludeFromWeightDecay(names: ["bias"]), "PlainAdam has no weight decay", "add `WeightDecay");
    }

    [Theory]
    [InlineData("bias", Decayed, Kept)]
    [InlineData("b.as$", Decayed, Kept)]
    [InlineData("^dense/k", Kept, Decayed)]
    [InlineData("", Kept, Kept)]
    public void APattern_IsSearchedAnywhereInTheName(string pattern, string kernel, string bias) =>
        Check(optimizer => optimizer.ExcludeFromWeightDecay(names: [pattern]), kernel, bias);

    [Fact]
    public void TheSecondCall_ReplacesBothLists()
    {
        Check(
            optimizer =>
            {
                optimizer.ExcludeFromWeightDecay(variables: [_bias], names: ["bias"]);
                optimizer.ExcludeFromWeightDecay(names: ["kernel"]);
            },
            Kept,
            Decayed);
    }

    [Fact]
    public void ACallWithoutLists_ExcludesNothing()
    {
        Check(
            optimizer =>
            {
                optimizer.ExcludeFromWeightDecay(variables: [_bias], names: ["kernel"]);
                optimizer.ExcludeFromWeightDecay();
            },
            Decayed,
            Decayed);
    }

    /// <summary>In Turkish, I and i are different letters; a pattern must not depend on where it runs.</summary>
    [Fact]
    public void APattern_IsCultureInvariant()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new Turkish();
        try
        {
            Assert.DoesNotMatch("(?i)BIAS", "bias");
            Check(optimizer => optimizer.ExcludeFromWeightDecay(names: ["(?i)BIAS"]), Decayed, Kept);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    /// <summary>S4.6: a decay of 0 still turns infinity into NaN and -0 into +0; an excluded variable keeps every bit.</summary>
    [Fact]
    public void ADecayOf0_IsStillComputed()
    {
        var decayed = new AdamVariable("decayed", FloatBits.Parse("80000000 7F800000 FF800000"));
        var excluded = new AdamVariable("excluded", FloatBits.Parse("80000000 7F800000 FF800000"));
        using var optimizer = new DecayAdam(new AdamOptions { WeightDecay = 0 });
        optimizer.ExcludeFromWeightDecay(names: ["excluded"]);
        optimizer.ApplyGradients((new float[3], decayed), (new float[3], excluded));
        Assert.Equal("00000000 NaN NaN", FloatBits.Text(decayed.Span));
        Assert.Equal("80000000 7F800000 FF800000", FloatBits.Text(excluded.Span));
    }

    private void Check(Action<AdamOptimizer> exclude, string kernel, string bias)
    {
        using var optimizer = new DecayAdam();
        exclude(optimizer);
        optimizer.ApplyGradients((new float[1], _kernel), (new float[1], _bias));
        Assert.Equal(kernel, FloatBits.Text(_kernel.Span));
        Assert.Equal(bias, FloatBits.Text(_bias.Span));
    }

    /// <summary>Turkish by name, which regular expressions go by; a process without culture data has no other.</summary>
    private sealed class Turkish : CultureInfo
    {
        public Turkish()
            : base("")
        {
        }

        public override string Name => "tr-TR";
    }
}
