using System;
using System.Collections.Generic;
using System.Linq;
using Adam.Tests.Documents;
using Digits;
using Xunit;

namespace Adam.Tests.Samples;

/// <remarks>Trainings run one after the other: all optimizers of that name report to whoever listens.</remarks>
[Collection("Digits")]
public sealed class DigitsTrainingTests(ITestOutputHelper output)
{
    private static readonly TrainingSettings Short = new() { Epochs = 3, Seed = 7 };

    // Recorded once, and seen on x64 and on arm64: whoever runs this elsewhere compares bits with those machines.
    private const string ShortHash = "c8b8527ee8996c81e823be9e800e77866ccb0e89607df73cfba49d9849c4f40d";

    [Fact]
    public void WeightsHash_IsTheSameUnderEveryInstructionSet()
    {
        foreach (InstructionSet set in InstructionSets.Supported)
        {
            TrainingResult result = DigitsTrainer.Train(Short with { InstructionSet = set });
            output.WriteLine($"{set}: {result.WeightsHash}");

            Assert.Equal(set, result.InstructionSet);
            Assert.Equal(ShortHash, result.WeightsHash);
        }
    }

    [Fact]
    public void WeightsHash_ChangesWithTheSeed()
    {
        Assert.NotEqual(DigitsTrainer.Train(Short).WeightsHash, DigitsTrainer.Train(Short with { Seed = 8 }).WeightsHash);
    }

    [Fact]
    public void DefaultSettings_ReachNinetySixPercent()
    {
        TrainingResult result = DigitsTrainer.Train(new TrainingSettings());
        output.WriteLine($"{Report.Percent(result.Averaged.Accuracy)}, raw {Report.Percent(result.Raw.Accuracy)}, {result.WeightsHash}");

        Assert.InRange(result.Averaged.Accuracy, 0.96, 1);
        Assert.Equal((60 * 45, 0), (result.Steps, result.SkippedSteps));
        Assert.Contains($"\n{result.WeightsHash}\n", Repository.Read("samples/Digits/README.md"));
        Assert.InRange(result.OptimizerTime, TimeSpan.FromTicks(1), result.TotalTime);
    }

    [Fact]
    public void EachEpoch_EndsWithTheRateOfTheSchedule()
    {
        LearningRateSchedule schedule = RateSchedule.Over(3 * 45);

        TrainingResult result = DigitsTrainer.Train(Short);

        Assert.Equal([schedule.ValueAt(44), schedule.ValueAt(89), schedule.ValueAt(134)], result.Epochs.Select(epoch => epoch.Steps.LearningRate));
    }

    [Fact]
    public void KeptWeights_AreTheAverages()
    {
        // Shortly after the start the averages still lag behind: the two scores are far apart.
        TrainingResult result = DigitsTrainer.Train(Short with { Epochs = 1 });

        Assert.True(result.Averaged.Loss > result.Raw.Loss + 0.1, $"Raw {result.Raw.Loss}, averaged {result.Averaged.Loss}.");
    }

    [Fact]
    public void AfterTheFirstEpoch_NothingIsAllocated()
    {
        var allocated = new List<long>(Short.Epochs);

        DigitsTrainer.Train(Short, _ => allocated.Add(GC.GetAllocatedBytesForCurrentThread()));

        Assert.Equal(Short.Epochs, allocated.Count);

        // The least of the epochs: a garbage collection that another test causes counts the rest of an allocation buffer.
        Assert.Equal(0, allocated.Zip(allocated.Skip(1), (before, after) => after - before).Min());
    }
}
