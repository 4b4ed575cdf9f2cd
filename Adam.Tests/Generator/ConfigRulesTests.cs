using System.Linq;
using Adam.Generator.Configuration;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace Adam.Tests.Generator;

/// <summary>The rules at their boundaries, without a compiler.</summary>
public sealed class ConfigRulesTests
{
    private static readonly ClassFacts Sound = new("Plain", IsPartial: true, IsStatic: false, IsRecord: false, null, null, null, null, null, null, LanguageVersion.CSharp13);

    [Theory]
    [InlineData(0.0, "")]
    [InlineData(0.9999999, "")]
    [InlineData(1.0, "ADAM0016")]
    [InlineData(-1e-9, "ADAM0016")]
    [InlineData(double.PositiveInfinity, "ADAM0016")]
    public void Betas(double value, string id)
    {
        Check(id, new AttributeValues { [Options.Beta1] = value });
        Check(id, new AttributeValues { [Options.Beta2] = value });
    }

    [Theory]
    [InlineData(double.Epsilon, "")]
    [InlineData(0.0, "ADAM0017")]
    [InlineData(-1e-7, "ADAM0017")]
    [InlineData(double.PositiveInfinity, "ADAM0017")]
    public void Epsilon(double value, string id) => Check(id, new AttributeValues { [Options.Epsilon] = value });

    [Theory]
    [InlineData(0.0, "")]
    [InlineData(100.0, "")]
    [InlineData(-1e-9, "ADAM0018")]
    [InlineData(double.PositiveInfinity, "ADAM0018")]
    public void LearningRate(double value, string id) => Check(id, new AttributeValues { [Options.LearningRate] = value });

    [Theory]
    [InlineData(0.0, "")]
    [InlineData(0.004, "")]
    [InlineData(-1e-9, "ADAM0019")]
    [InlineData(double.PositiveInfinity, "ADAM0019")]
    public void WeightDecay(double value, string id) => Check(id, new AttributeValues { [Options.WeightDecay] = value });

    [Theory]
    [InlineData(double.Epsilon, "")]
    [InlineData(double.PositiveInfinity, "")]
    [InlineData(0.0, "ADAM0015")]
    [InlineData(-1.0, "ADAM0015")]
    public void Limits(double value, string id)
    {
        Check(id, new AttributeValues { [Options.ClipNorm] = value });
        Check(id, new AttributeValues { [Options.ClipValue] = value });
        Check(id, new AttributeValues { [Options.GlobalClipNorm] = value });
    }

    /// <summary>D24: an error whatever else is given, and the only thing that is said about the number.</summary>
    [Fact]
    public void NaN_IsAnErrorEverywhere()
    {
        AttributeValues[] given =
        [
            new() { [Options.LearningRate] = double.NaN },
            new() { [Options.Beta1] = double.NaN },
            new() { [Options.Beta2] = double.NaN },
            new() { [Options.Epsilon] = double.NaN },
            new() { [Options.WeightDecay] = double.NaN },
            new() { [Options.ClipNorm] = double.NaN },
            new() { [Options.ClipValue] = double.NaN },
            new() { [Options.GlobalClipNorm] = double.NaN },
            new() { [Options.EmaMomentum] = double.NaN },
            new() { [Options.UseEma] = true, [Options.EmaMomentum] = double.NaN },
        ];
        Assert.All(given, values => Check("ADAM0021", values));
        Check("ADAM0009 ADAM0021", new AttributeValues { [Options.ClipNorm] = double.NaN, [Options.GlobalClipNorm] = 1.0 });
    }

    [Fact]
    public void TwoNorms_AreAnError_EvenIfOneIsOff() =>
        Check("ADAM0009 ADAM0015", new AttributeValues { [Options.ClipNorm] = 0.0, [Options.GlobalClipNorm] = 1.0 });

    [Fact]
    public void ClipValue_BesideANormThatIsOff_IsUsed() =>
        Check("ADAM0015", new AttributeValues { [Options.ClipNorm] = 0.0, [Options.ClipValue] = 1.0 });

    [Fact]
    public void ClipValue_BesideEitherNorm_IsUnused()
    {
        Check("ADAM0014", new AttributeValues { [Options.ClipNorm] = 1.0, [Options.ClipValue] = 1.0 });
        Check("ADAM0014", new AttributeValues { [Options.GlobalClipNorm] = 1.0, [Options.ClipValue] = 1.0 });
    }

    [Theory]
    [InlineData(0.0, "")]
    [InlineData(1.0, "")]
    [InlineData(-1e-9, "ADAM0010")]
    [InlineData(1.0000001, "ADAM0010")]
    [InlineData(double.NegativeInfinity, "ADAM0010")]
    public void EmaMomentum(double value, string id)
    {
        Check(id, new AttributeValues { [Options.UseEma] = true, [Options.EmaMomentum] = value });
        Check("ADAM0013", new AttributeValues { [Options.UseEma] = false, [Options.EmaMomentum] = value });
        Check("ADAM0013", new AttributeValues { [Options.EmaMomentum] = value });
    }

    [Theory]
    [InlineData(2, "")]
    [InlineData(1, "ADAM0020")]
    [InlineData(0, "ADAM0011")]
    [InlineData(-1, "ADAM0011")]
    public void EmaOverwriteFrequency(int value, string id)
    {
        Check(id, new AttributeValues { [Options.UseEma] = true, [Options.EmaOverwriteFrequency] = value });
        Check("ADAM0013", new AttributeValues { [Options.UseEma] = false, [Options.EmaOverwriteFrequency] = value });
    }

    [Theory]
    [InlineData(LanguageVersion.CSharp12, "ADAM0008")]
    [InlineData(LanguageVersion.CSharp13, "")]
    [InlineData(LanguageVersion.Preview, "")]
    public void LanguageVersions(LanguageVersion version, string id) => Check(id, new AttributeValues(), Sound with { LanguageVersion = version });

    [Fact]
    public void ARecord_IsNotBlamedForItsBaseToo() =>
        Check("ADAM0006", new AttributeValues(), Sound with { IsRecord = true, OtherBase = "Model" });

    [Fact]
    public void TheName_MayBeEmptyButNotNull()
    {
        Check("", new AttributeValues());
        Check("", new AttributeValues { [Options.Name] = string.Empty });
        Check("ADAM0012", new AttributeValues { [Options.Name] = null });
    }

    private static void Check(string ids, AttributeValues values, ClassFacts? type = null) =>
        Assert.Equal(ids, string.Join(' ', ConfigRules.Check(type ?? Sound, values).Select(finding => finding.Rule.Id)));
}
