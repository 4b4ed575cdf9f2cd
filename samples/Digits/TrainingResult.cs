using System;
using System.Collections.Generic;
using System.Linq;
using Adam;

namespace Digits;

/// <summary>How one pass over the training images went.</summary>
/// <param name="Number">The epoch, from 1.</param>
/// <param name="TrainingLoss">The mean loss over the epoch's batches, each before its step.</param>
/// <param name="Test">The score on the test images after the epoch, with the raw weights.</param>
internal readonly record struct Epoch(int Number, double TrainingLoss, Score Test)
{
    /// <summary>What the optimizer reported of the epoch's steps.</summary>
    public StepTotals Steps { get; init; }
}

/// <summary>What a training run leaves behind.</summary>
internal sealed record TrainingResult
{
    public required IReadOnlyList<Epoch> Epochs { get; init; }

    /// <summary>The test score of the weights after the last step.</summary>
    public required Score Raw { get; init; }

    /// <summary>The test score of their moving averages: the weights that are kept.</summary>
    public required Score Averaged { get; init; }

    /// <summary>SHA-256 of the kept weights' bytes, in hexadecimal: equal hashes mean equal bits.</summary>
    public required string WeightsHash { get; init; }

    public required InstructionSet InstructionSet { get; init; }

    /// <summary>How many steps ran, by the metrics.</summary>
    public required long Steps { get; init; }

    /// <summary>How many steps were skipped because a gradient was not finite, by the metrics.</summary>
    public required long SkippedSteps { get; init; }

    /// <summary>How many of the steps had gradients whose norm exceeded the limit, by their reports.</summary>
    public int ClippedSteps => Epochs.Sum(epoch => epoch.Steps.Clipped);

    /// <summary>The time of all steps, by the metrics.</summary>
    public required TimeSpan OptimizerTime { get; init; }

    /// <summary>The time of the first step, in which the loops are compiled.</summary>
    public required TimeSpan FirstStepTime { get; init; }

    /// <summary>The median time of the other steps.</summary>
    public required TimeSpan MedianStepTime { get; init; }

    public required TimeSpan TotalTime { get; init; }
}
