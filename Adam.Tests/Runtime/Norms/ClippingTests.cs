using System;
using System.Linq;
using Xunit;

namespace Adam.Tests.Runtime;

/// <summary>What the limits make of a gradient (S3.7, S13): with beta_1 = 0 the first moment after one step is the clipped gradient.</summary>
public sealed class ClippingTests
{
    private static readonly double Infinity = double.PositiveInfinity;

    [Theory]
    [MemberData(nameof(Inspection.Sets), MemberType = typeof(Inspection))]
    public void ClipNorm_IsAProductAndAQuotient(InstructionSet set)
    {
        string Norm(double limit, params float[] gradient) => Clipped(new ClipNormAdam(Options(set, o => o.ClipNorm = limit)), gradient);

        // G8, and S13.6.
        Assert.Equal(FloatBits.Text([.6f, .8f]), Norm(1, 3, 4));
        Assert.Equal("00000000 00000000", Norm(1, 3e19f, 1));
        Assert.Equal(FloatBits.Text([.70710677f, .70710677f]), Norm(1, 100, 100));

        // S13.1: below the limit (g * c) / c is not always g.
        Assert.Equal(FloatBits.Text([MathF.BitIncrement(.04f)]), Norm(.1, .04f));
        Assert.Equal(FloatBits.Text([MathF.BitDecrement(.03f)]), Norm(5, .03f));
        Assert.Equal(FloatBits.Text([.04f, -.03f]), Norm(.25, .04f, -.03f));
        Assert.Equal("00000000 00000000", Norm(.1, 0f, -0f));

        // S13.1: an infinite norm clears finite elements; a NaN takes all.
        Assert.Equal("00000000 NaN", Norm(1, 1, float.NegativeInfinity));
        Assert.Equal("NaN NaN", Norm(1, 1, float.NaN));
    }

    [Theory]
    [MemberData(nameof(Inspection.Sets), MemberType = typeof(Inspection))]
    public void GlobalClipNorm_IsOneScale(InstructionSet set)
    {
        string Norm(double limit, params float[] gradient) => Clipped(new GlobalClipNormAdam(Options(set, o => o.GlobalClipNorm = limit)), gradient);

        // G8: 41 * (1/41) is not 1.
        Assert.Equal("3F7FFFFF 3FFFFFFF", Norm(41, 1, 2));
        Assert.Equal(FloatBits.Text([1, 2]), Norm(64, 1, 2));
        Assert.Equal("NaN NaN", Norm(1, 3e19f, 1));
        Assert.Equal("NaN NaN", Norm(1, float.NegativeInfinity, 1));
        Assert.Equal("NaN NaN", Norm(1, float.NaN, 1));
        Assert.Equal("00000000 00000000", Norm(1, 0f, -0f));
    }

    /// <summary>S13.6, and S13.2: one bad element takes all gradients of the call; S3.5: those that are missing do not count.</summary>
    [Fact]
    public void GlobalClipNorm_RunsOverAllGradientsOfTheCall()
    {
        using var optimizer = new GlobalClipNormAdam(new AdamOptions { Beta1 = 0 });
        AdamVariable a = new("a", new float[2]);
        AdamVariable b = new("b", new float[2]);
        optimizer.ApplyGradients((new[] { 100f, 100f }, a), (new[] { 100f, 100f }, b));
        Assert.Equal([.5f, .5f], optimizer.Slot("m/a"));
        Assert.Equal([.5f, .5f], optimizer.Slot("m/b"));
        optimizer.ApplyGradients((new[] { 3f, 4f }, b), (Gradient.Missing, a));
        Assert.Equal(FloatBits.Text([.6f, .8f]), FloatBits.Text(optimizer.Slot("m/b")));
        optimizer.ApplyGradients((new[] { 1f, 1f }, a), (new[] { 1f, float.NaN }, b));
        Assert.Equal("NaN NaN", FloatBits.Text(optimizer.Slot("m/a")));
    }

    [Theory]
    [MemberData(nameof(Inspection.Sets), MemberType = typeof(Inspection))]
    public void ClipValue_BoundsEveryElement(InstructionSet set)
    {
        float[] gradient = [1, -1, .25f, -.25f, .5f, float.PositiveInfinity, float.NegativeInfinity, float.NaN, 0f, -0f];

        // m = 0 + (-0 - 0) is +0.
        float[] expected = [.5f, -.5f, .25f, -.25f, .5f, .5f, -.5f, float.NaN, 0f, 0f];
        Assert.Equal(
            FloatBits.Text(Inspection.Tiled(expected, 7)),
            Clipped(new ClipValueAdam(Options(set, _ => { })), Inspection.Tiled(gradient, 7)));
    }

    /// <summary>D4: an infinite limit is no limit, D19: so is one that is not greater than zero.</summary>
    [Fact]
    public void ALimitThatIsNone_LeavesEveryGradientAlone()
    {
        float[] gradient = [3, .04f, -3e19f, 1e-30f, float.NaN, float.PositiveInfinity];
        string expected = FloatBits.Text(gradient);
        foreach (double none in new[] { Infinity, 1e39, 0, -1 })
        {
            Assert.Equal(expected, Clipped(new ClipNormAdam(Options(InstructionSets.Best, o => o.ClipNorm = none)), gradient));
            Assert.Equal(expected, Clipped(new GlobalClipNormAdam(Options(InstructionSets.Best, o => o.GlobalClipNorm = none)), gradient));
            Assert.Equal(expected, Clipped(new ClipValueAdam(Options(InstructionSets.Best, o => o.ClipValue = none)), gradient));
        }
    }

    [Fact]
    public void ALimitSetToNull_IsNone()
    {
        float[] gradient = [3, -4];
        Assert.Equal(FloatBits.Text(gradient), Clipped(new ClipNormAdam(Options(InstructionSets.Best, _ => { })) { ClipNorm = null }, gradient));
        Assert.Equal(FloatBits.Text(gradient), Clipped(new GlobalClipNormAdam(Options(InstructionSets.Best, _ => { })) { GlobalClipNorm = null }, gradient));
        Assert.Equal(FloatBits.Text(gradient), Clipped(new ClipValueAdam(Options(InstructionSets.Best, _ => { })) { ClipValue = null }, gradient));
    }

    /// <summary>S3.7: clipnorm = 0 falls through to clipvalue; a clipnorm that is on wins over it.</summary>
    [Fact]
    public void ANormOf0_LetsTheValueBesideItRun()
    {
        Assert.Equal(FloatBits.Text([.5f, -.5f]), Clipped(new NoNormBesideValueAdam(new AdamOptions { Beta1 = 0 }), [3, -4]));
        Assert.Equal(FloatBits.Text([.6f, -.8f]), Clipped(new NormBesideValueAdam(new AdamOptions { Beta1 = 0 }), [3, -4]));
        Assert.Equal(FloatBits.Text([.6f, -.8f]), Clipped(new GlobalNormBesideValueAdam(new AdamOptions { Beta1 = 0 }), [3, -4]));
    }

    /// <summary>The limit is per variable: each gradient has its own norm.</summary>
    [Fact]
    public void ClipNorm_IsTakenOfEachGradientAlone()
    {
        using var optimizer = new ClipNormAdam(new AdamOptions { Beta1 = 0 });
        AdamVariable a = new("a", new float[2]);
        AdamVariable b = new("b", new float[1]);
        AdamVariable empty = new("empty", []);
        AdamVariable scalar = new("scalar", [1f], []);
        optimizer.ApplyGradients((new[] { 3f, 4f }, a), (Array.Empty<float>(), empty), (new[] { .25f }, b), (new[] { 8f }, scalar));
        Assert.Equal(FloatBits.Text([.6f, .8f]), FloatBits.Text(optimizer.Slot("m/a")));
        Assert.Equal([.25f], optimizer.Slot("m/b"));
        Assert.Equal([1f], optimizer.Slot("m/scalar"));
        Assert.Empty(optimizer.Slot("m/empty"));
    }

    private static AdamOptions Options(InstructionSet set, Action<AdamOptions> more)
    {
        var options = new AdamOptions { Beta1 = 0, InstructionSet = set };
        more(options);
        return options;
    }

    private static string Clipped(AdamOptimizer optimizer, float[] gradient)
    {
        using (optimizer)
        {
            float[] before = [.. gradient];
            optimizer.ApplyGradients((gradient, Inspection.Variable(new float[gradient.Length])));
            Assert.Equal(FloatBits.Exact(before), FloatBits.Exact(gradient));
            return FloatBits.Text(optimizer.Slot("m/w"));
        }
    }
}
