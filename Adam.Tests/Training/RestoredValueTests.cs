using System;
using Xunit;

namespace Adam.Tests.Training;

/// <summary>What a restoring call takes: a scale is checked as the constructor checks it; sums are data and may be anything.</summary>
public sealed class RestoredValueTests
{
    public static TheoryData<float> WrongScales => [float.NaN, 0f, -0f, -1f, float.PositiveInfinity, float.NegativeInfinity, 1e-40f, -1e-40f];

    [Theory]
    [MemberData(nameof(WrongScales))]
    public void WrongScale_IsRefused_WhereverItIsGiven(float scale)
    {
        using var optimizer = new LossScaleOptimizer(TrainingSetup.Plain(), initialScale: 4, dynamicGrowthSteps: 3);
        var variable = new AdamVariable("w", new float[3]);
        optimizer.ApplyGradients((new float[3], variable));
        Check("Scale", () => optimizer.SetState(new LossScaleState(scale, 2)));
        Assert.Equal((4f, 1L), (optimizer.Scale, optimizer.GrowthCounter));

        AdamOptimizer inner = TrainingSetup.Plain();
        Check("initialScale", () => _ = new LossScaleOptimizer(inner, initialScale: scale));
        Check("scale", () => _ = LossScaleOptimizer.Fixed(inner, scale));
        Check("minimumScale", () => _ = new LossScaleOptimizer(inner, minimumScale: scale));

        // A constructor that throws has not taken the optimizer over.
        using var taken = new LossScaleOptimizer(inner);
        Check("Scale", () => taken.SetState(new LossScaleState(scale, 0)));
        using var still = LossScaleOptimizer.Fixed(TrainingSetup.Plain(), 4);
        Check("Scale", () => still.SetState(new LossScaleState(scale, null)));
        Assert.Equal(4f, still.Scale);

        void Check(string name, Action give)
        {
            var error = Assert.Throws<ArgumentOutOfRangeException>(give);
            Assert.Equal(name == "Scale" ? "state" : name, error.ParamName);
            Assert.StartsWith(FormattableString.Invariant($"`{name}` is {(double)scale:R}; it must be greater than zero and a normal number in binary32."), error.Message, StringComparison.Ordinal);
        }
    }

    /// <summary>A dynamic scale may double up to the largest power of two, and halve down to the least normal number.</summary>
    [Theory]
    [InlineData(1.7014118E+38f)]
    [InlineData(1.17549435e-38f)]
    [InlineData(3.4028235E+38f)]
    public void ScaleAtAnEnd_IsRestored(float scale)
    {
        using var optimizer = new LossScaleOptimizer(TrainingSetup.Plain());
        optimizer.SetState(new LossScaleState(scale, 7));
        Assert.Equal((scale, 7L), (optimizer.Scale, optimizer.GrowthCounter));
    }

    [Fact]
    public void SumsThatAreNotFinite_AreRestored()
    {
        var variable = new AdamVariable("w", new float[3]);
        using AdamOptimizer optimizer = TrainingSetup.Plain();
        optimizer.Build(variable);
        using var accumulator = new GradientAccumulator(optimizer, 2);
        float[] sum = [float.NaN, float.PositiveInfinity, -1e-40f];
        accumulator.SetState(new AccumulatorState(1, [sum]));
        AccumulatorState state = accumulator.GetState();
        Assert.Equal(1, state.Count);
        Bits.AssertEqual(sum, state.Sums[0]!, () => "the restored sum");
    }
}
