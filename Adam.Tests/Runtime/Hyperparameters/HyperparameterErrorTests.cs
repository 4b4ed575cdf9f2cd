using System;
using System.Linq;
using Xunit;

namespace Adam.Tests.Runtime;

/// <summary>Numbers that cannot be set, at construction and between steps (D18, S1.9).</summary>
public sealed class HyperparameterErrorTests
{
    [Fact]
    public void ANumberWithoutItsStage_NamesTheArgument()
    {
        Stageless(new AdamOptions { WeightDecay = .5 }, optimizer => optimizer.WeightDecay = .5, "`WeightDecay` is 0.5", "`WeightDecay = 0.5`");
        Stageless(new AdamOptions { ClipNorm = .5 }, optimizer => optimizer.ClipNorm = .5, "`ClipNorm` is 0.5", "`ClipNorm = 0.5`");
        Stageless(new AdamOptions { ClipValue = .5 }, optimizer => optimizer.ClipValue = .5, "`ClipValue` is 0.5", "`ClipValue = 0.5`");
        Stageless(new AdamOptions { GlobalClipNorm = .5 }, optimizer => optimizer.GlobalClipNorm = .5, "`GlobalClipNorm` is 0.5", "`GlobalClipNorm = 0.5`");
        Stageless(new AdamOptions { EmaMomentum = .5 }, optimizer => optimizer.EmaMomentum = .5, "`EmaMomentum` is 0.5", "`UseEma = true`");
        Stageless(new AdamOptions { EmaOverwriteFrequency = 5 }, optimizer => optimizer.EmaOverwriteFrequency = 5, "`EmaOverwriteFrequency` is 5", "`UseEma = true`");
    }

    [Fact]
    public void ADelegateWithoutItsStage_IsCalledOne()
    {
        var options = new AdamOptions { WeightDecay = (Func<double>)(() => .5) };
        Refused<ArgumentException>(() => new PlainAdam(options), "`WeightDecay` is a delegate", "PlainAdam has no stage for it", "add `WeightDecay = 0` to its [AdamConfig]");
    }

    /// <summary>S3.7: adding the limit would not help; it would not be used.</summary>
    [Fact]
    public void AValueBesideANorm_NamesTheNorm()
    {
        var options = new AdamOptions { ClipValue = .25 };
        Refused<ArgumentException>(() => new NormBesideValueAdam(options), "`ClipValue` is 0.25", "add `ClipValue = 0.25` in place of `ClipNorm` to its [AdamConfig]");
        Refused<ArgumentException>(() => new GlobalClipNormAdam(options), "`ClipValue` is 0.25", "add `ClipValue = 0.25` in place of `GlobalClipNorm` to its [AdamConfig]");
    }

    /// <summary>D19: a limit that is not greater than zero is none, with or without the stage.</summary>
    [Fact]
    public void NoLimit_NeedsNoStage()
    {
        using var optimizer = new PlainAdam(new AdamOptions { ClipNorm = 0, GlobalClipNorm = -1, ClipValue = 0, EmaOverwriteFrequency = 0 });
        optimizer.ClipNorm = double.NegativeInfinity;
        optimizer.GlobalClipNorm = null;
        optimizer.ClipValue = -1;
        optimizer.EmaOverwriteFrequency = null;
        Assert.Null(optimizer.ClipNorm);
        Assert.Null(optimizer.ClipValue);
    }

    [Theory]
    [InlineData(-0.5, "-0.5")]
    [InlineData(1.5, "1.5")]
    public void AMomentumOutsideOf01(double momentum, string text)
    {
        Refused<ArgumentOutOfRangeException>(
            () => new AverageAdam(new AdamOptions { EmaMomentum = momentum }), $"`EmaMomentum` is {text}", "must be in [0, 1]");
        using AverageAdam optimizer = Built();
        Refusal.Of<ArgumentOutOfRangeException>(optimizer, [], () => optimizer.EmaMomentum = momentum, $"`EmaMomentum` is {text}", "must be in [0, 1]");
    }

    /// <summary>S1.9: the ends are legal.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void AMomentumThatPasses(double momentum)
    {
        using var optimizer = new AverageAdam(new AdamOptions { EmaMomentum = momentum });
        Assert.Equal(momentum, optimizer.EmaMomentum);
    }

    [Fact]
    public void ANegativeFrequency()
    {
        Refused<ArgumentOutOfRangeException>(
            () => new AverageAdam(new AdamOptions { EmaOverwriteFrequency = -2 }), "`EmaOverwriteFrequency` is -2", "must be at least 1");
        using AverageAdam optimizer = Built();
        Refusal.Of<ArgumentOutOfRangeException>(optimizer, [], () => optimizer.EmaOverwriteFrequency = -2, "`EmaOverwriteFrequency` is -2", "must be at least 1");
    }

    /// <summary>S3.7: without the norm the other limit would run, and no loop has it.</summary>
    [Fact]
    public void ANormSwitchedOff_BesideAnUnusedValue()
    {
        foreach ((double? off, string text) in new (double?, string)[] { (0, "0"), (-1, "-1"), (null, "null") })
        {
            using var norm = new NormBesideValueAdam();
            Refusal.Of<ArgumentException>(
                norm, [], () => norm.ClipNorm = off, $"`ClipNorm` is {text}", "`ClipValue` = 0.5 would take over", "remove one of the two from the attribute");
            using var global = new GlobalNormBesideValueAdam();
            Refusal.Of<ArgumentException>(
                global, [], () => global.GlobalClipNorm = off, $"`GlobalClipNorm` is {text}", "`ClipValue` = 0.5 would take over", "remove one of the two from the attribute");
        }

        Refused<ArgumentException>(() => new NormBesideValueAdam(new AdamOptions { ClipNorm = 0 }), "`ClipNorm` is 0", "remove one of the two");
    }

    [Fact]
    public void ADecaySetToNull()
    {
        using var optimizer = new DecayAdam();
        Refusal.Of<ArgumentException>(optimizer, [], () => optimizer.WeightDecay = Hyperparameter.None, "`WeightDecay` is none", "leave it out of the attribute, or exclude the variables");
    }

    [Fact]
    public void AnInstructionSetThatCannotRun()
    {
        InstructionSet missing = Enum.GetValues<InstructionSet>().First(set => !InstructionSets.IsSupported(set));
        Refused<PlatformNotSupportedException>(
            () => new PlainAdam(new AdamOptions { InstructionSet = missing }), $"`InstructionSet` is {missing}", "cannot run here", "choose one of Scalar");
        Assert.Throws<PlatformNotSupportedException>(() => new PlainAdam(new AdamOptions { InstructionSet = (InstructionSet)99 }));
    }

    [Fact]
    public void TheInstructionSets_AreListedAndObeyed()
    {
        Assert.Contains(InstructionSet.Scalar, InstructionSets.Supported);
        Assert.All(InstructionSets.Supported, set => Assert.True(InstructionSets.IsSupported(set)));
        Assert.Equal(InstructionSets.Supported[^1], InstructionSets.Best);
        using var best = new PlainAdam();
        Assert.Equal(InstructionSets.Best, best.ActiveInstructionSet);
        using var scalar = new PlainAdam(new AdamOptions { InstructionSet = InstructionSet.Scalar });
        Assert.Equal(InstructionSet.Scalar, scalar.ActiveInstructionSet);
    }

    private static AverageAdam Built()
    {
        var optimizer = new AverageAdam();
        optimizer.ApplyGradients((new[] { 1f }, Inspection.Variable(1)));
        return optimizer;
    }

    private static void Stageless(AdamOptions options, Action<AdamOptimizer> set, params string[] parts)
    {
        Refused<ArgumentException>(() => new PlainAdam(options), ["PlainAdam has no stage for it", "[AdamConfig]", .. parts]);
        using var optimizer = new PlainAdam();
        optimizer.ApplyGradients((new[] { 1f }, Inspection.Variable(1)));
        Refusal.Of<ArgumentException>(optimizer, [], () => set(optimizer), ["PlainAdam has no stage for it", "[AdamConfig]", .. parts]);
    }

    private static void Refused<TException>(Func<AdamOptimizer> make, params string[] parts)
        where TException : Exception
    {
        TException exception = Assert.Throws<TException>(make);
        Assert.All(parts, part => Assert.Contains(part, exception.Message, StringComparison.Ordinal));
    }
}
