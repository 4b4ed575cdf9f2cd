using System;
using System.Linq;
using Xunit;

namespace Adam.Tests.Schedules;

/// <summary>The plateau rule at its floor, where a rate in binary32 meets a limit in double, and its state.</summary>
public sealed class PlateauTests
{
    /// <summary>The binary32 value of the first four lies above the double, of the others below or at it.</summary>
    public static TheoryData<double> Floors => [1e-3, 1e-7, 0.1, 0.3, 0.7, 1e-4, 1e-5, 0.25, 0];

    /// <summary>Floors as an optimizer gives them back, in binary32, and as they were given.</summary>
    [Theory]
    [MemberData(nameof(Floors))]
    public void AtTheFloor_TheRateComesBack_AndNoCooldownBegins(double floor)
    {
        foreach (double rate in (double[])[(float)floor, floor, Math.BitDecrement((double)(float)floor), 0])
        {
            var rule = new ReduceOnPlateau(factor: 0.5, patience: 2, cooldown: 3, minLearningRate: floor);
            _ = rule.Next(1, rate);
            for (int bad = 1; bad <= 20; bad++)
            {
                Assert.Equal(BitConverter.DoubleToInt64Bits(rate), BitConverter.DoubleToInt64Bits(rule.Next(1, rate)));
                Assert.Equal(new PlateauState(1, bad, 0), rule.GetState());
            }
        }
    }

    /// <summary>The fault that was: at the floor a cool-down began again and again, and the next reduction came late.</summary>
    [Theory]
    [InlineData(1e-3)]
    [InlineData(1e-7)]
    public void AfterTheFloor_AGreaterRateIsReducedAtOnce(double floor)
    {
        var rule = new ReduceOnPlateau(factor: 0.5, patience: 2, cooldown: 100, minLearningRate: floor);
        for (int epoch = 0; epoch < 10; epoch++)
        {
            _ = rule.Next(1, (float)floor);
        }

        Assert.Equal(0.25, rule.Next(1, 0.5));
    }

    [Fact]
    public void JustAboveTheFloor_TheRateGoesDownToIt()
    {
        const double Floor = 1e-3;
        var rule = new ReduceOnPlateau(factor: 0.5, patience: 1, minLearningRate: Floor);
        _ = rule.Next(1, 1);
        Assert.Equal(Floor, rule.Next(1, MathF.BitIncrement((float)Floor)));
    }

    [Fact]
    public void RestoredState_GoesOnAsTheOtherDid()
    {
        double[] metrics = [1, 0.9, 0.9, 0.95, 0.9, 0.9, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8, 0.9, 0.7, 0.7, 0.7];
        for (int saved = 0; saved < metrics.Length; saved++)
        {
            ReduceOnPlateau first = Rule(), second = Rule();
            double rate = 1;
            foreach (double metric in metrics.Take(saved))
            {
                rate = first.Next(metric, rate);
            }

            second.SetState(first.GetState());
            double other = rate;
            foreach (double metric in metrics.Skip(saved))
            {
                (rate, other) = (first.Next(metric, rate), second.Next(metric, other));
                Assert.Equal(rate, other);
                Assert.Equal(first.GetState(), second.GetState());
            }
        }

        static ReduceOnPlateau Rule() => new(factor: 0.5, patience: 2, minDelta: 0.01, cooldown: 3, minLearningRate: 0.1);
    }

    public static TheoryData<string, PlateauState> WrongStates => new()
    {
        { "The state has a best metric of NaN; it must be a number.", new PlateauState(double.NaN, 0, 0) },
        { "The state has -1 bad epochs; it must be at least 0.", new PlateauState(1, -1, 0) },
        { "The state has -2 epochs of cool-down left; it must be at least 0.", new PlateauState(1, 0, -2) },
        { "The state has 4 epochs of cool-down left and this rule has 3; restore it to a rule with the same arguments.", new PlateauState(1, 0, 4) },
        { "The state has 1 bad epochs and 2 epochs of cool-down left, in which none is bad; it must have one or the other.", new PlateauState(1, 1, 2) },
    };

    [Theory]
    [MemberData(nameof(WrongStates))]
    public void WrongState_IsRefused_AndNothingChanges(string message, PlateauState state)
    {
        var rule = new ReduceOnPlateau(factor: 0.5, patience: 2, cooldown: 3);
        _ = rule.Next(1, 1);
        _ = rule.Next(1, 1);
        var error = Assert.Throws<ArgumentException>(() => rule.SetState(state));
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
        Assert.Equal("state", error.ParamName);
        Assert.Equal(new PlateauState(1, 1, 0), rule.GetState());
        Assert.Throws<ArgumentNullException>(() => rule.SetState(null!));
    }
}
