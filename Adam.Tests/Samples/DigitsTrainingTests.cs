using System;
using System.Collections.Generic;
using System.Linq;
using Digits;
using Xunit;

namespace Adam.Tests.Samples;

public sealed class DigitsTrainingTests(ITestOutputHelper output)
{
    private static readonly TrainingSettings Short = new() { Epochs = 3, Seed = 7 };

    // Recorded once, and seen on x64 and on arm64: whoever runs this elsewhere compares bits with those machines.
    private const string ShortHash = "e72b6e6fac062828572725088139d93f1bc0d9132b6f0bfe637556e276d18ded";

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
        Assert.Equal(60 * 45, result.Steps);
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
