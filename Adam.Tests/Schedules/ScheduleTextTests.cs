using System;
using System.Linq;
using Xunit;

namespace Adam.Tests.Schedules;

/// <summary>What a log or a debugger shows of a schedule.</summary>
public sealed class ScheduleTextTests
{
    public static TheoryData<string, object> Texts => new()
    {
        { "ConstantSchedule(learningRate: 0.001)", new ConstantSchedule(0.001) },
        { "ConstantSchedule(learningRate: 0.5, name: 'late')", new ConstantSchedule(0.5, "late") },
        { "ExponentialDecay(initialLearningRate: 0.1, decaySteps: 10, decayRate: 0.96)", new ExponentialDecay(0.1, 10, 0.96) },
        { "ExponentialDecay(initialLearningRate: 0.1, decaySteps: 10, decayRate: 0.96, staircase: true)", new ExponentialDecay(0.1, 10, 0.96, staircase: true) },
        { "InverseTimeDecay(initialLearningRate: 0.1, decaySteps: 2.5, decayRate: 1, staircase: true)", new InverseTimeDecay(0.1, 2.5, 1, staircase: true) },
        { "PiecewiseConstantDecay(boundaries: [5, 7], values: [0.1, 0.01, 1E-05])", new PiecewiseConstantDecay([5, 7], [0.1, 0.01, 1e-5]) },
        {
            "PiecewiseConstantDecay(boundaries: [1, 2, 3, 4, 5, 6, ..., 12] of 12, values: [0, 1, 2, 3, 4, 5, ..., 12] of 13)",
            new PiecewiseConstantDecay([.. Enumerable.Range(1, 12)], [.. Enumerable.Range(0, 13)])
        },
        { "PolynomialDecay(initialLearningRate: 0.05, decaySteps: 10, endLearningRate: 0.0001, power: 2)", new PolynomialDecay(0.05, 10, power: 2) },
        { "PolynomialDecay(initialLearningRate: 0.05, decaySteps: 10, endLearningRate: 0, power: 1, cycle: true)", new PolynomialDecay(0.05, 10, 0, cycle: true) },
        { "CosineDecay(initialLearningRate: 0.1, decaySteps: 1000, alpha: 0.1)", new CosineDecay(0.1, 1000, 0.1) },
        {
            "CosineDecay(initialLearningRate: 0, decaySteps: 1000, alpha: 0, warmupTarget: 0.1, warmupSteps: 50, name: 'w')",
            new CosineDecay(0, 1000, name: "w", warmupTarget: 0.1, warmupSteps: 50)
        },
        { "CosineDecayRestarts(initialLearningRate: 1, firstDecaySteps: 100, tMul: 2, mMul: 0.9, alpha: 0)", new CosineDecayRestarts(1, 100, mMul: 0.9) },
        {
            "LinearWarmup(schedule: ConstantSchedule(learningRate: 1), warmupSteps: 8, initialLearningRate: 0)",
            new LinearWarmup(new ConstantSchedule(1), 8)
        },
        {
            "ChainedSchedule(schedules: [ConstantSchedule(learningRate: 1), ExponentialDecay(initialLearningRate: 0.5, decaySteps: 1, decayRate: 0.5)], boundaries: [3])",
            new ChainedSchedule([new ConstantSchedule(1), new ExponentialDecay(0.5, 1, 0.5)], [3])
        },
        { "Own", new Own(null) },
        { "Own(name: 'mine')", new Own("mine") },
        {
            "ReduceOnPlateau(factor: 0.5, patience: 2, minDelta: 0.0001, cooldown: 1, minLearningRate: 1E-06, mode: Max), best -Infinity, 0 bad epochs",
            new ReduceOnPlateau(0.5, 2, cooldown: 1, minLearningRate: 1e-6, mode: PlateauMode.Max)
        },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Text_NamesTheArguments(string expected, object schedule) => Assert.Equal(expected, schedule.ToString());

    private sealed class Own(string? name) : LearningRateSchedule(name)
    {
        public override float ValueAt(long iteration) => 1;
    }
}
