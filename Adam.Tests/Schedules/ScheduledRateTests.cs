using System;
using System.Collections.Generic;
using Xunit;
using Structures = Adam.Tests.Goldens.Structures;

namespace Adam.Tests.Schedules;

/// <summary>A schedule inside the optimizer: when it is asked, what the rate shows, what may replace it (S8.1 to S8.3).</summary>
public sealed class ScheduledRateTests
{
    private readonly AdamVariable _variable = new("w", [1f]);
    private readonly List<long> _asked = [];

    [Fact]
    public void EachStep_AsksOnce_WithTheStepsAlreadyTaken()
    {
        using var optimizer = new Structures.Decay(new AdamOptions { LearningRate = new Recorded(_asked) });
        Step(optimizer, 3);
        Assert.Equal([0, 1, 2], _asked);
        Assert.Equal(0.3f, optimizer.LearningRate.Value);
    }

    [Fact]
    public void StepWithAttachedGradients_AsksOnceToo()
    {
        using var optimizer = new Structures.Plain(new AdamOptions { LearningRate = new Recorded(_asked) });
        _variable.Gradient = new float[] { 1 };
        optimizer.Build(_variable);
        optimizer.Step();
        optimizer.Step();
        Assert.Equal([0, 1], _asked);
    }

    [Fact]
    public void TheValueIsThatOfTheNextStep_BeforeTheFirst()
    {
        // S1.4a.
        using var optimizer = new Structures.Plain(new AdamOptions { LearningRate = new Recorded(_asked) });
        Assert.Equal(0.1f, optimizer.LearningRate.Value);
        optimizer.Iterations = 4;
        Assert.Equal(0.5f, optimizer.LearningRate.Value);
        Step(optimizer, 1);
        Assert.Equal(0.5f, optimizer.LearningRate.Value);
        Assert.Equal([0, 4, 4], _asked);
    }

    [Fact]
    public void AnEmptyList_RefreshesTheRate_AndTakesNoStep()
    {
        using var optimizer = new Structures.Plain(new AdamOptions { LearningRate = new Recorded(_asked) });
        Step(optimizer, 1);
        Assert.Equal(0.1f, optimizer.LearningRate.Value);
        Assert.Equal(1, optimizer.ApplyGradients());
        Assert.Equal(0.2f, optimizer.LearningRate.Value);
        Assert.Equal([0, 1], _asked);
    }

    [Fact]
    public void AScheduleReplacesAnything_AndShowsTheLastRateUntilItsFirstStep()
    {
        using var optimizer = new Structures.Plain(new AdamOptions { LearningRate = 0.25 });
        Step(optimizer, 2);
        optimizer.LearningRate = new Recorded(_asked);
        Assert.Equal(0.25, optimizer.LearningRate.Value);
        Assert.Empty(_asked);
        Step(optimizer, 1);
        Assert.Equal([2], _asked);

        var constant = new ConstantSchedule(0.75);
        optimizer.LearningRate = constant;
        Assert.Same(constant, optimizer.LearningRate.Schedule);
        Assert.Equal(0.3f, optimizer.LearningRate.Value);
        Step(optimizer, 1);
        Assert.Equal(0.75, optimizer.LearningRate.Value);

        Func<double> source = () => 0.5;
        using var other = new Structures.Plain(new AdamOptions { LearningRate = source });
        other.LearningRate = constant;
        Step(other, 1);
        Assert.Equal(0.75, other.LearningRate.Value);
        Assert.Null(other.LearningRate.Delegate);
    }

    [Fact]
    public void NothingElseReplacesASchedule()
    {
        Func<double> source = () => 0.5;
        using var optimizer = new Structures.Plain(new AdamOptions { LearningRate = new Recorded(_asked) });
        Assert.Equal(
            "`LearningRate` is set to 0.5 while a schedule (Recorded) is in place; set a schedule, such as new ConstantSchedule(rate) for a fixed rate.",
            Assert.Throws<InvalidOperationException>(() => optimizer.LearningRate = 0.5).Message);
        Assert.StartsWith(
            "`LearningRate` is set to a delegate while a schedule (Recorded) is in place;",
            Assert.Throws<InvalidOperationException>(() => optimizer.LearningRate = source).Message,
            StringComparison.Ordinal);
        Assert.IsType<Recorded>(optimizer.LearningRate.Schedule);
    }

    [Fact]
    public void AScheduleThatThrows_ChangesNothing()
    {
        using var optimizer = new Structures.Decay(new AdamOptions { LearningRate = new Recorded(_asked) { Last = 1 } });
        Step(optimizer, 2);
        float value = _variable.Span[0];
        Assert.Throws<NotSupportedException>(() => Step(optimizer, 1));
        Assert.Equal(2, optimizer.Iterations);
        Assert.Equal(value, _variable.Span[0]);
        Assert.Equal(0.2f, optimizer.LearningRate.Value);
    }

    [Fact]
    public void ARefusedCall_LeavesTheShownRate()
    {
        using var optimizer = new Structures.Plain(new AdamOptions { LearningRate = new Recorded(_asked) });
        Step(optimizer, 1);
        Assert.Throws<ArgumentException>(() => optimizer.ApplyGradients([(new float[2], _variable)]));
        Assert.Equal(0.1f, optimizer.LearningRate.Value);
    }

    [Fact]
    public void ANull_IsAnError()
    {
        Assert.Throws<ArgumentNullException>(() => Hyperparameter.From((LearningRateSchedule)null!));
        Assert.Throws<ArgumentNullException>(() => (Hyperparameter)(LearningRateSchedule)null!);
    }

    [Fact]
    public void RatesAreEqual_IfNumberAndScheduleAre()
    {
        var schedule = new ConstantSchedule(1);
        Assert.Equal((Hyperparameter)schedule, schedule);
        Assert.NotEqual((Hyperparameter)schedule, new ConstantSchedule(1));
        Assert.True((Hyperparameter)schedule != 1.0);
        Assert.Null(((Hyperparameter)1.0).Schedule);
    }

    private void Step(AdamOptimizer optimizer, int count)
    {
        for (int i = 0; i < count; i++)
        {
            optimizer.ApplyGradients([(new float[] { 0.5f }, _variable)]);
        }
    }

    /// <summary>0.1, 0.2, 0.3 ...; remembers what it was asked for.</summary>
    private sealed class Recorded(List<long> asked) : LearningRateSchedule
    {
        public long Last { get; init; } = long.MaxValue;

        public override float ValueAt(long iteration)
        {
            asked.Add(iteration);
            return iteration <= Last ? (iteration + 1) / 10f : throw new NotSupportedException();
        }
    }
}
