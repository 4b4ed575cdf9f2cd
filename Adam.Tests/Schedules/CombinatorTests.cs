using System;
using Xunit;
using static Adam.Tests.Schedules.ScheduleAnchorTests;

namespace Adam.Tests.Schedules;

/// <summary>Combinators and the plateau rule by values worked out by hand; all of them exact in binary32.</summary>
public sealed class CombinatorTests
{
    [Fact]
    public void Warmup_RisesToTheFirstValueAndThenHandsOver()
    {
        var schedule = new LinearWarmup(new ExponentialDecay(0.5, 1, 0.5), warmupSteps: 4, initialLearningRate: 0.25);
        Assert.Equal([0.25f, 0.3125f, 0.375f, 0.4375f, 0.5f, 0.25f, 0.125f], Values(schedule, 0, 1, 2, 3, 4, 5, 6));
        Assert.Equal(0f, new LinearWarmup(new ConstantSchedule(1), 8).ValueAt(0));
        Assert.Equal(0.125f, new LinearWarmup(new ConstantSchedule(1), 8).ValueAt(1));
    }

    /// <summary>The warm-up of CosineDecay is the same line, and the same decay follows.</summary>
    [Fact]
    public void Warmup_EqualsThatOfCosineDecay()
    {
        var own = new CosineDecay(0.01, 400, 0.02, warmupTarget: 0.3, warmupSteps: 77);
        var combined = new LinearWarmup(new CosineDecay(0.3, 400, 0.02), 77, 0.01);
        for (int step = 0; step < 600; step++)
        {
            Assert.Equal(own.ValueAt(step), combined.ValueAt(step));
        }
    }

    [Fact]
    public void Chain_StartsEachScheduleAtItsOwnStepZero()
    {
        var schedule = new ChainedSchedule(
            [new ConstantSchedule(1), new ExponentialDecay(0.5, 1, 0.5), new PolynomialDecay(0.5, 4, 0)], [3, 5]);
        Assert.Equal([1f, 1f, 0.5f, 0.25f, 0.5f, 0.375f, 0f], Values(schedule, 0, 2, 3, 4, 5, 6, 100));
    }

    [Fact]
    public void OwnSchedule_CanBePartOfAChain()
        => Assert.Equal([2f, 0f, 1f, 2f], Values(new ChainedSchedule([new ConstantSchedule(2), new Identity()], [10]), 9, 10, 11, 12));

    [Fact]
    public void Plateau_LowersTheRateWhenPatienceIsUsedUp()
    {
        var rule = new ReduceOnPlateau(factor: 0.5, patience: 2, minDelta: 0.1, minLearningRate: 0.3);

        // 1.0 is the first best; 0.95 is better by too little; 0.8 improves; then two bad epochs in a row, twice.
        Assert.Equal([1, 1, 1, 1, 0.5, 0.5, 0.3, 0.3, 0.3], Run(rule, 1, 1.0, 0.95, 0.8, 0.8, double.NaN, 0.9, 0.75, 0.9, 0.9));
        Assert.Equal(0.8, rule.Best);
    }

    [Fact]
    public void Plateau_CooldownCountsNoBadEpoch()
    {
        var rule = new ReduceOnPlateau(factor: 0.5, patience: 1, cooldown: 2);

        // Reduced at the second epoch; the third lies in the cool-down, which ends with the fourth: bad again.
        Assert.Equal([1, 0.5, 0.5, 0.25], Run(rule, 1, 1, 1, 1, 1));
        Assert.Equal(0, rule.BadEpochs);
    }

    [Fact]
    public void Plateau_MaxModeWaitsForGreaterMetrics()
    {
        var rule = new ReduceOnPlateau(factor: 0.5, patience: 2, mode: PlateauMode.Max);
        Assert.Equal([1, 1, 1, 0.5], Run(rule, 1, 0.7, 0.8, 0.8, 0.7));
        Assert.Equal(0.8, rule.Best);
        rule.Reset();
        Assert.Equal(double.NegativeInfinity, rule.Best);
        Assert.Equal([1, 1, 0.5], Run(rule, 1, 0.1, 0.1, 0.1));
    }

    private static double[] Run(ReduceOnPlateau rule, double rate, params double[] metrics)
        => Array.ConvertAll(metrics, metric => rate = rule.Next(metric, rate));

    private sealed class Identity : LearningRateSchedule
    {
        public override float ValueAt(long iteration) => iteration;
    }
}
