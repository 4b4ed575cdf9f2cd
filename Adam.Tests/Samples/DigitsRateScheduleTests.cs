using System.Linq;
using Digits;
using Xunit;

namespace Adam.Tests.Samples;

public sealed class DigitsRateScheduleTests
{
    [Fact]
    public void Rate_RisesForOneStepInTwenty_AndThenFalls()
    {
        LearningRateSchedule schedule = RateSchedule.Over(2700);

        float[] rates = [.. Enumerable.Range(0, 2701).Select(step => schedule.ValueAt(step))];

        Assert.Equal((0f, 0.01f, 0.001f), (rates[0], rates[135], rates[2700]));
        Assert.All(Enumerable.Range(0, 135), step => Assert.True(rates[step] < rates[step + 1]));

        // At the ends of the cosine neighbors may round to the same float.
        Assert.All(Enumerable.Range(135, 2565), step => Assert.True(rates[step] >= rates[step + 1]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(19)]
    public void AShortTraining_HasASchedule(int steps) => Assert.InRange(RateSchedule.Over(steps).ValueAt(steps), 0.001f, 0.01f);
}
