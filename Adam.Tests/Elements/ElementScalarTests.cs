using System;
using Adam.Elements;
using Adam.Tests.Reference;
using Xunit;

namespace Adam.Tests.Elements;

/// <summary>The scalars of a step in each element type: anchors of the specification, and the reference at many steps.</summary>
public sealed class ElementScalarTests
{
    private static readonly ElementNumbers s_defaults = new(0.001f, 0.9, 0.999, 1e-7, AdaptiveEpsilon: false, WeightDecay: 0, EmaMomentum: 0.99);

    /// <summary>S5.7: alpha of float64 at t = 1; D5: its betas go through binary32, and an all-double computation gives another one.</summary>
    [Fact]
    public void Float64_Alpha_IsThatOfTheSpecification()
    {
        double alpha = new ElementScalarCalculator<DoubleElement>().Calculate(s_defaults, 1).Alpha;
        Assert.Equal(0x14B962E925AACFL * Math.ScaleB(1, -52 - 12), alpha);
        Assert.NotEqual((float)0.001 * Math.Sqrt(1 - 0.999) / (1 - 0.9), alpha);
    }

    /// <summary>G10, S5.8, S5.9.</summary>
    [Fact]
    public void SixteenBits_Alpha_IsThatOfTheSpecification()
    {
        ElementScalars half = new ElementScalarCalculator<HalfElement>().Calculate(s_defaults, 1);
        Assert.Equal(0x0D1D, BitConverter.HalfToUInt16Bits((Half)half.Alpha));
        Assert.Equal(0.99902344, ElementScalarCalculator<HalfElement>.Cast(0.999), 1e-8);
        Assert.Equal(0.0010004, half.C2, 1e-7);
        Assert.Equal(1.19e-7, half.Epsilon, 1e-9);
        Assert.Equal(0, new ElementScalarCalculator<HalfElement>().Calculate(s_defaults with { AdaptiveEpsilon = true }, 1).Epsilon);

        ElementScalars brain = new ElementScalarCalculator<BFloat16Element>().Calculate(s_defaults, 1);
        Assert.Equal(0, BitConverter.DoubleToInt64Bits(brain.Alpha));
        Assert.True(ElementScalarCalculator<BFloat16Element>.RoundsToOne(0.999));
        Assert.False(ElementScalarCalculator<BFloat16Element>.RoundsToOne(0.995));
        Assert.False(ElementScalarCalculator<HalfElement>.RoundsToOne(0.999));
        Assert.True(ElementScalarCalculator<HalfElement>.RoundsToOne(0.9999));
    }

    [Theory]
    [InlineData(1, 0x39A5CB17)]
    [InlineData(3, 0x3953D29D)]
    [InlineData(1000, 0x3A507326)]
    public void Float32_Alpha_IsThatOfTheSpecification(long t, int bits) =>
        Assert.Equal(bits, BitConverter.SingleToInt32Bits((float)new ElementScalarCalculator<SingleElement>().Calculate(s_defaults, t).Alpha));

    [Fact]
    public void Float32_IsTheReference() => Compare<SingleElement, FlushedFloat, float>(steps: 100_000);

    [Fact]
    public void Float64_IsTheReference() => Compare<DoubleElement, FlushedDouble, double>(steps: 100_000);

    [Fact]
    public void Float16_IsTheReference() => Compare<HalfElement, RoundedHalf, Half>(steps: 60_000);

    [Fact]
    public void BFloat16_IsTheReference() => Compare<BFloat16Element, RoundedBFloat16, BFloat16>(steps: 100_000);

    /// <summary>float16 has no number for a step from 65520 on: the power is that of infinity.</summary>
    [Fact]
    public void Float16_BeyondItsLastStep_HasNoCorrectionLeft()
    {
        ElementScalars scalars = new ElementScalarCalculator<HalfElement>().Calculate(s_defaults, 65520);
        Assert.Equal((double)(Half)0.001f, scalars.Alpha);
        Assert.Equal(scalars, new ElementScalarCalculator<HalfElement>().Calculate(s_defaults, long.MaxValue));
    }

    private static void Compare<TElement, TArithmetic, T>(int steps)
        where TElement : struct, IElement
        where TArithmetic : struct, IArithmetic<T>
        where T : unmanaged
    {
        var random = new Random(64);
        foreach ((double beta1, double beta2) in (ReadOnlySpan<(double, double)>)[(0.9, 0.999), (0.9, 0.95), (0.99, 0.9999), (0.5, 0.75), (0.1, 1e-30), (0.9999999, 0.99999)])
        {
            var calculator = new ElementScalarCalculator<TElement>();
            for (long t = 1; t <= steps; t += t < 400 ? 1 : random.Next(1, 2000))
            {
                var config = new ReferenceConfig
                {
                    LearningRate = (float)Math.ScaleB(random.NextDouble(), random.Next(-20, 3)),
                    Beta1 = beta1,
                    Beta2 = beta2,
                    Epsilon = random.Next(4) switch { 0 => 1e-40, 1 => 0, _ => Math.ScaleB(random.NextDouble(), random.Next(-40, 0)) },
                    AdaptiveEpsilon = random.Next(2) == 0,
                    WeightDecay = random.NextDouble() / 100,
                    EmaMomentum = random.NextDouble(),
                };
                StepScalars<T> e = ReferenceScalars.Of<TArithmetic, T>(config, t);
                var numbers = new ElementNumbers(
                    (float)config.LearningRate, beta1, beta2, config.Epsilon, config.AdaptiveEpsilon, config.WeightDecay.Value, config.EmaMomentum);
                var expected = new ElementScalars(W(e.Alpha), W(e.Epsilon), W(e.C1), W(e.C2), W(e.Decay), W(e.Rate), W(e.Momentum), W(e.MomentumRest));
                Assert.Equal(expected, calculator.Calculate(numbers, t));
            }
        }

        static double W(T x) => TArithmetic.Widen(x);
    }
}
