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
        Check(id, new AttributeValues { Beta1 = value });
        Check(id, new AttributeValues { Beta2 = value });
    }

    [Theory]
    [InlineData(double.Epsilon, "")]
    [InlineData(0.0, "ADAM0017")]
    [InlineData(-1e-7, "ADAM0017")]
    [InlineData(double.PositiveInfinity, "ADAM0017")]
    public void Epsilon(double value, string id) => Check(id, new AttributeValues { Epsilon = value });

    [Theory]
    [InlineData(0.0, "")]
    [InlineData(100.0, "")]
    [InlineData(-1e-9, "ADAM0018")]
    [InlineData(double.PositiveInfinity, "ADAM0018")]
    public void LearningRate(double value, string id) => Check(id, new AttributeValues { LearningRate = value });

    [Theory]
    [InlineData(0.0, "")]
    [InlineData(0.004, "")]
    [InlineData(-1e-9, "ADAM0019")]
    [InlineData(double.PositiveInfinity, "ADAM0019")]
    public void WeightDecay(double value, string id) => Check(id, new AttributeValues { WeightDecay = value });

    [Theory]
    [InlineData(double.Epsilon, "")]
    [InlineData(double.PositiveInfinity, "")]
    [InlineData(0.0, "ADAM0015")]
    [InlineData(-1.0, "ADAM0015")]
    public void Limits(double value, string id)
    {
        Check(id, new AttributeValues { ClipNorm = value });
        Check(id, new AttributeValues { ClipValue = value });
        Check(id, new AttributeValues { GlobalClipNorm = value });
    }

    /// <summary>D24: an error whatever else is given, and the only thing that is said about the number.</summary>
    [Fact]
    public void NaN_IsAnErrorEverywhere()
    {
        AttributeValues[] given =
        [
            new() { LearningRate = double.NaN },
            new() { Beta1 = double.NaN },
            new() { Beta2 = double.NaN },
            new() { Epsilon = double.NaN },
            new() { WeightDecay = double.NaN },
            new() { ClipNorm = double.NaN },
            new() { ClipValue = double.NaN },
            new() { GlobalClipNorm = double.NaN },
            new() { EmaMomentum = double.NaN },
            new() { UseEma = true, EmaMomentum = double.NaN },
        ];
        Assert.All(given, values => Check("ADAM0021", values));
        Check("ADAM0021 ADAM0009", new AttributeValues { ClipNorm = double.NaN, GlobalClipNorm = 1 });
    }

    [Fact]
    public void TwoNorms_AreAnError_EvenIfOneIsOff() =>
        Check("ADAM0009 ADAM0015", new AttributeValues { ClipNorm = 0, GlobalClipNorm = 1 });

    [Fact]
    public void ClipValue_BesideANormThatIsOff_IsUsed() =>
        Check("ADAM0015", new AttributeValues { ClipNorm = 0, ClipValue = 1 });

    [Fact]
    public void ClipValue_BesideEitherNorm_IsUnused()
    {
        Check("ADAM0014", new AttributeValues { ClipNorm = 1, ClipValue = 1 });
        Check("ADAM0014", new AttributeValues { GlobalClipNorm = 1, ClipValue = 1 });
    }

    [Theory]
    [InlineData(0.0, "")]
    [InlineData(1.0, "")]
    [InlineData(-1e-9, "ADAM0010")]
    [InlineData(1.0000001, "ADAM0010")]
    [InlineData(double.NegativeInfinity, "ADAM0010")]
    public void EmaMomentum(double value, string id)
    {
        Check(id, new AttributeValues { UseEma = true, EmaMomentum = value });
        Check("ADAM0013", new AttributeValues { UseEma = false, EmaMomentum = value });
        Check("ADAM0013", new AttributeValues { EmaMomentum = value });
    }

    [Theory]
    [InlineData(2, "")]
    [InlineData(1, "ADAM0020")]
    [InlineData(0, "ADAM0011")]
    [InlineData(-1, "ADAM0011")]
    public void EmaOverwriteFrequency(int value, string id)
    {
        Check(id, new AttributeValues { UseEma = true, EmaOverwriteFrequency = value });
        Check("ADAM0013", new AttributeValues { UseEma = false, EmaOverwriteFrequency = value });
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
        Check("", new AttributeValues { NameIsGiven = true, Name = string.Empty });
        Check("ADAM0012", new AttributeValues { NameIsGiven = true, Name = null });
    }

    private static void Check(string ids, AttributeValues values, ClassFacts? type = null) =>
        Assert.Equal(ids, string.Join(' ', ConfigRules.Check(type ?? Sound, values).Select(finding => finding.Rule.Id)));
}
