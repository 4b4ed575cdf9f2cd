using System;
using Adam.Numerics;
using Xunit;

namespace Adam.Tests.Schedules;

/// <summary>The anchors G9 of the specification, to all digits written there, and edges worked out by hand.</summary>
public sealed class ScheduleAnchorTests
{
    // The float pi/2 lies 4.4e-8 above the real one, so 1 + its cosine is one float below 1, and half of it just under a half.
    private const float Half = 0.49999997f;

    public static TheoryData<string, LearningRateSchedule, long[], string[]> Anchors => new()
    {
        { "exponential", new ExponentialDecay(0.1, 10, 0.96), [0, 1, 5, 10], [".10000000149", ".09959261864", ".09797959030", ".09600000083"] },
        { "staircase", new ExponentialDecay(0.1, 10, 0.96, staircase: true), [9, 10, 19, 20], [".1", ".096", ".096", ".09216000140"] },
        { "polynomial", new PolynomialDecay(0.05, 10, 0.001), [0, 5, 10, 15], [".05", ".02550000139", ".00100000005", ".00100000005"] },
        { "cycle", new PolynomialDecay(0.05, 10, 0.001, cycle: true), [11, 15, 20, 21], [".02305000089", ".01325000077", ".00100000005", ".01570000127"] },
        { "inverse time", new InverseTimeDecay(0.1, 10, 0.96), [0, 1, 10], [".1", ".09124088287", ".05102040619"] },
        { "cosine", new CosineDecay(1, 1000, alpha: 0.1), [0, 250, 500, 1000, 1500], ["1", ".86819809675", ".54999995232", ".10000000149", ".10000000149"] },
        {
            "warm-up", new CosineDecay(0.0, 1000, warmupTarget: 0.1, warmupSteps: 1000),
            [0, 1, 500, 999, 1000, 1500, 2000], ["0", ".0001", ".05", ".0999", ".1", ".05", "0"]
        },
        { "restarts", new CosineDecayRestarts(1, 1000), [0, 500, 999, 1000, 2000, 3000], ["1", ".5", ".0000024735928", "1", ".5", "1"] },
        { "shrinking restarts", new CosineDecayRestarts(1, 1000, mMul: 0.9, alpha: 0.1), [1000, 3000], [".90999996662", ".82899993658"] },
        { "13th restart", new CosineDecayRestarts(1, 100), [819100, 819101], ["0", "1"] },
    };

    [Theory]
    [MemberData(nameof(Anchors))]
    public void Values_AreThoseOfTheSpecification(string name, LearningRateSchedule schedule, long[] steps, string[] values)
    {
        Assert.NotEmpty(name);
        for (int i = 0; i < steps.Length; i++)
        {
            // As near as half of the last digit written; a value of few digits stands for the number itself, to 2 ulp.
            decimal written = decimal.Parse(values[i], System.Globalization.CultureInfo.InvariantCulture);
            int digits = values[i].Length - values[i].IndexOf('.', StringComparison.Ordinal) - 1;
            double tolerance = digits >= 10 ? 0.5 * Math.Pow(10, -digits) : (double)written * Math.ScaleB(1, -22);
            Assert.InRange((double)schedule.ValueAt(steps[i]), (double)written - tolerance, (double)written + tolerance);
        }
    }

    /// <summary>S8.7: the boundary belongs to the piece before it.</summary>
    [Fact]
    public void Piecewise_BoundariesAreInclusive()
    {
        var schedule = new PiecewiseConstantDecay([10, 20], [1.0, 0.5, 1e-40]);
        Assert.Equal([1f, 1f, 0.5f, 0.5f, 1e-40f], Values(schedule, 0, 10, 11, 20, 21));
    }

    /// <summary>S8.10: with a target and no warm-up steps the decay starts at the target, and the initial rate is not used.</summary>
    [Fact]
    public void Cosine_TargetWithoutSteps_StartsAtTheTarget()
        => Assert.Equal([0.5f, Half / 2, 0f], Values(new CosineDecay(9, 4, warmupTarget: 0.5), 0, 2, 4));

    [Fact]
    public void Cosine_StepsWithoutTarget_AreIgnored()
        => Assert.Equal([1f, Half, 0f], Values(new CosineDecay(1, 4, warmupSteps: 100), 0, 2, 4));

    /// <summary>S8.11: for t_mul below 1 the periods run out: 1 - f (1 - t) reaches 0 at f = 2 for t = 1/2.</summary>
    [Fact]
    public void Restarts_ShrinkingPeriods_EndInNaN()
    {
        var schedule = new CosineDecayRestarts(1, 4, tMul: 0.5);
        Assert.Equal([1f, Half, 1f, Half], Values(schedule, 0, 2, 4, 5));
        Assert.True(float.IsNaN(schedule.ValueAt(8)));
        Assert.True(float.IsNaN(schedule.ValueAt(9)));
    }

    /// <summary>S8.5: a step above 2^24 is rounded to binary32 first.</summary>
    [Fact]
    public void Steps_AreRoundedToBinary32()
    {
        var schedule = new InverseTimeDecay(1, 1, 1);
        long limit = 1L << 24;
        Assert.Equal(schedule.ValueAt(limit), schedule.ValueAt(limit + 1));
        Assert.NotEqual(schedule.ValueAt(limit - 8), schedule.ValueAt(limit));
    }

    /// <summary>S0.3: every operation reads subnormals as zeros and returns none.</summary>
    [Fact]
    public void Rates_AreFlushedByEveryOperation()
    {
        Assert.Equal(0f, new ExponentialDecay(1e-38, 1, 0.5).ValueAt(0)); // subnormal operand
        var small = new ExponentialDecay(Math.ScaleB(1, -125), 1, 0.5);
        Assert.Equal([2.3509887E-38f, 1.1754944E-38f, 0f], Values(small, 0, 1, 2)); // subnormal result
        Assert.Equal(float.PositiveInfinity, new InverseTimeDecay(1, 1, -1).ValueAt(1));

        // The example of S0.3: exactly below (1 - 2^-25) 2^-126, though rounding to a subnormal first would give 2^-126.
        FlushedFloat product = (FlushedFloat)(0x19e163e * Math.ScaleB(1, -88)) * (FlushedFloat)(0x13c8858 * Math.ScaleB(1, -87));
        Assert.Equal(0f, product.Value);
        Assert.Equal(-0f, ((FlushedFloat)(-1e-20f) * 1e-20f).Value);
        Assert.True(float.IsNegative(((FlushedFloat)(-1e-20f) * 1e-20f).Value));
        Assert.Equal(0f, ((FlushedFloat)1.5e-38f - 1.4e-38f).Value);
        Assert.Equal(0f, ((FlushedFloat)1.5e-38f / 2f).Value);
        Assert.Equal(1f, (1f + (FlushedFloat)1e-40f).Value);
    }

    internal static float[] Values(LearningRateSchedule schedule, params long[] steps) => Array.ConvertAll(steps, schedule.ValueAt);
}
