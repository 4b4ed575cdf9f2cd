using System;
using Xunit;

namespace Adam.Tests.Schedules;

/// <summary>D20: each wrong argument, its exception and its message of fact, value and fix.</summary>
public sealed class ScheduleArgumentTests
{
    private static readonly ConstantSchedule Constant = new(1);

    public static TheoryData<string, Action> OutOfRange => new()
    {
        { "`decaySteps` is 0; it must be a finite number greater than 0.", () => _ = new ExponentialDecay(0.1, 0, 0.9) },
        { "`decaySteps` is -3; it must be a finite number greater than 0.", () => _ = new InverseTimeDecay(0.1, -3, 0.9) },
        { "`decaySteps` is NaN; it must be a finite number greater than 0.", () => _ = new PolynomialDecay(0.1, double.NaN) },
        { "`decaySteps` is Infinity; it must be a finite number greater than 0.", () => _ = new CosineDecay(0.1, double.PositiveInfinity) },
        { "`decaySteps` is 1E-40; it must be a finite number greater than 0.", () => _ = new CosineDecay(0.1, 1e-40) },
        { "`firstDecaySteps` is 0; it must be a finite number greater than 0.", () => _ = new CosineDecayRestarts(0.1, 0) },
        { "`warmupSteps` is -1; it must be a finite number of at least 0.", () => _ = new CosineDecay(0.1, 10, warmupSteps: -1) },
        { "`warmupSteps` is NaN; it must be a finite number of at least 0.", () => _ = new CosineDecay(0.1, 10, warmupSteps: double.NaN) },
        { "`warmupSteps` is 0; it must be at least 1.", () => _ = new LinearWarmup(Constant, 0) },
        {
            "`boundaries[0]` is 0; it must be at least 1, for the first schedule starts at step 0.",
            () => _ = new ChainedSchedule([Constant, Constant], [0])
        },
        { "`learningRate` is NaN; it must be a number.", () => _ = new ConstantSchedule(double.NaN) },
        { "`initialLearningRate` is NaN; it must be a number.", () => _ = new ExponentialDecay(double.NaN, 1, 1) },
        { "`decayRate` is NaN; it must be a number.", () => _ = new ExponentialDecay(1, 1, double.NaN) },
        { "`initialLearningRate` is NaN; it must be a number.", () => _ = new InverseTimeDecay(double.NaN, 1, 1) },
        { "`decayRate` is NaN; it must be a number.", () => _ = new InverseTimeDecay(1, 1, double.NaN) },
        { "`initialLearningRate` is NaN; it must be a number.", () => _ = new PolynomialDecay(double.NaN, 1) },
        { "`endLearningRate` is NaN; it must be a number.", () => _ = new PolynomialDecay(1, 1, double.NaN) },
        { "`power` is NaN; it must be a number.", () => _ = new PolynomialDecay(1, 1, power: double.NaN) },
        { "`initialLearningRate` is NaN; it must be a number.", () => _ = new CosineDecay(double.NaN, 1) },
        { "`alpha` is NaN; it must be a number.", () => _ = new CosineDecay(1, 1, double.NaN) },
        { "`warmupTarget` is NaN; it must be a number.", () => _ = new CosineDecay(1, 1, warmupTarget: double.NaN) },
        { "`initialLearningRate` is NaN; it must be a number.", () => _ = new CosineDecayRestarts(double.NaN, 1) },
        { "`tMul` is NaN; it must be a number.", () => _ = new CosineDecayRestarts(1, 1, double.NaN) },
        { "`mMul` is NaN; it must be a number.", () => _ = new CosineDecayRestarts(1, 1, mMul: double.NaN) },
        { "`alpha` is NaN; it must be a number.", () => _ = new CosineDecayRestarts(1, 1, alpha: double.NaN) },
        { "`initialLearningRate` is NaN; it must be a number.", () => _ = new LinearWarmup(Constant, 1, double.NaN) },
        { "`values[1]` is NaN; it must be a number.", () => _ = new PiecewiseConstantDecay([5], [1, double.NaN]) },
        { "`factor` is 1; it must be in [0, 1).", () => _ = new ReduceOnPlateau(factor: 1) },
        { "`factor` is -0.1; it must be in [0, 1).", () => _ = new ReduceOnPlateau(factor: -0.1) },
        { "`patience` is -1; it must be at least 0.", () => _ = new ReduceOnPlateau(patience: -1) },
        { "`minDelta` is NaN; it must be at least 0.", () => _ = new ReduceOnPlateau(minDelta: double.NaN) },
        { "`cooldown` is -2; it must be at least 0.", () => _ = new ReduceOnPlateau(cooldown: -2) },
        { "`minLearningRate` is -1; it must be at least 0.", () => _ = new ReduceOnPlateau(minLearningRate: -1) },
        { "`mode` is 7; it must be Min or Max.", () => _ = new ReduceOnPlateau(mode: (PlateauMode)7) },
    };

    public static TheoryData<string, Action> Wrong => new()
    {
        { "`boundaries` is empty; it must have at least one step.", () => _ = new PiecewiseConstantDecay([], [1]) },
        { "`boundaries[1]` is 5 after 5; the steps must be strictly increasing.", () => _ = new PiecewiseConstantDecay([5, 5], [1, 2, 3]) },
        { "`boundaries[2]` is 4 after 6; the steps must be strictly increasing.", () => _ = new PiecewiseConstantDecay([5, 6, 4], [1, 2, 3, 4]) },
        { "`values` has 2 elements for 2 boundaries; it must have 3, one more than `boundaries`.", () => _ = new PiecewiseConstantDecay([5, 6], [1, 2]) },
        { "`boundaries` is empty; it must have at least one step.", () => _ = new ChainedSchedule([Constant], []) },
        { "`schedules` has 1 elements for 1 boundaries; it must have 2, one more than `boundaries`.", () => _ = new ChainedSchedule([Constant], [3]) },
    };

    [Theory]
    [MemberData(nameof(OutOfRange))]
    public void NumberOutOfRange_IsNamed(string message, Action create)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(create);
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
        Assert.Equal(message[1..message.IndexOfAny(['`', '['], 1)], error.ParamName);
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void WrongList_IsNamed(string message, Action create)
        => Assert.StartsWith(message, Assert.Throws<ArgumentException>(create).Message, StringComparison.Ordinal);

    [Fact]
    public void MissingSchedule_IsNamed()
    {
        Assert.Equal("schedule", Assert.Throws<ArgumentNullException>(() => new LinearWarmup(null!, 1)).ParamName);
        Assert.Equal("schedules", Assert.Throws<ArgumentNullException>(() => new ChainedSchedule([Constant, null!], [1])).ParamName);
    }

    /// <summary>What a configuration needs can be read back.</summary>
    [Fact]
    public void Arguments_CanBeReadBack()
    {
        var exponential = new ExponentialDecay(0.1, 10, 0.9, true, "e");
        Assert.Equal((0.1, 10.0, 0.9, true, "e"), (exponential.InitialLearningRate, exponential.DecaySteps, exponential.DecayRate, exponential.Staircase, exponential.Name));
        var inverse = new InverseTimeDecay(0.1, 10, 0.9, true);
        Assert.Equal((0.1, 10.0, 0.9, true, null), (inverse.InitialLearningRate, inverse.DecaySteps, inverse.DecayRate, inverse.Staircase, inverse.Name));
        var polynomial = new PolynomialDecay(0.1, 10);
        Assert.Equal((0.1, 10.0, 0.0001, 1.0, false), (polynomial.InitialLearningRate, polynomial.DecaySteps, polynomial.EndLearningRate, polynomial.Power, polynomial.Cycle));
        var cosine = new CosineDecay(0.1, 10, 0.2, warmupTarget: 0.3, warmupSteps: 4);
        Assert.Equal((0.1, 10.0, 0.2, 0.3, 4.0), (cosine.InitialLearningRate, cosine.DecaySteps, cosine.Alpha, cosine.WarmupTarget, cosine.WarmupSteps));
        Assert.Null(new CosineDecay(0.1, 10).WarmupTarget);
        var restarts = new CosineDecayRestarts(0.1, 10);
        Assert.Equal((0.1, 10.0, 2.0, 1.0, 0.0), (restarts.InitialLearningRate, restarts.FirstDecaySteps, restarts.TMul, restarts.MMul, restarts.Alpha));
    }

    /// <summary>A schedule is immutable: neither the lists it was made from nor those it shows can change it.</summary>
    [Fact]
    public void Lists_AreCopied()
    {
        long[] boundaries = [5];
        double[] values = [1, 2];
        var piecewise = new PiecewiseConstantDecay(boundaries, values, "p");
        LearningRateSchedule[] schedules = [Constant, new ConstantSchedule(2)];
        var chain = new ChainedSchedule(schedules, boundaries);
        (boundaries[0], values[0], schedules[0]) = (100, 7, schedules[1]);

        Assert.Equal([1f, 2f], ScheduleAnchorTests.Values(piecewise, 5, 6));
        Assert.Equal([1f, 2f], ScheduleAnchorTests.Values(chain, 4, 5));
        Assert.Equal([5L], piecewise.Boundaries);
        Assert.Equal([1.0, 2.0], piecewise.Values);
        Assert.Equal([5L], chain.Boundaries);
        Assert.Same(Constant, chain.Schedules[0]);
        Assert.IsNotType<long[]>(piecewise.Boundaries);
        Assert.IsNotType<LearningRateSchedule[]>(chain.Schedules);
    }
}
