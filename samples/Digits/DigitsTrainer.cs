using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Adam;

namespace Digits;

/// <summary>Trains a network on the digits. The same settings give the same weights, bit for bit, on every processor.</summary>
internal static class DigitsTrainer
{
    public static TrainingResult Train(TrainingSettings settings, Action<Epoch>? onEpoch = null)
    {
        long start = Stopwatch.GetTimestamp();
        (DigitsData training, DigitsData test) = DigitsData.LoadSplit();
        var random = new SplitMix64((ulong)settings.Seed);
        var network = new Network(ref random);

        int stepsOfEpoch = (training.Count + settings.BatchSize - 1) / settings.BatchSize;
        using var optimizer = new DigitsOptimizer(new AdamOptions
        {
            LearningRate = RateSchedule.Over((long)settings.Epochs * stepsOfEpoch),
            NonFiniteGradients = NonFiniteGradients.Skip,
            InstructionSet = settings.InstructionSet,
        });
        optimizer.ExcludeFromWeightDecay(names: ["bias"]);
        using var meter = new StepMeter(optimizer.Name, settings.Epochs * stepsOfEpoch);

        int[] order = new int[training.Count];
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        var epochs = new List<Epoch>(settings.Epochs);
        for (int number = 1; number <= settings.Epochs; number++)
        {
            random.Shuffle(order);
            double loss = 0;
            StepTotals totals = default;
            for (int first = 0; first < order.Length; first += settings.BatchSize)
            {
                int count = Math.Min(settings.BatchSize, order.Length - first);
                loss += network.Differentiate(training, order.AsSpan(first, count));
                optimizer.ApplyGradients(
                    [
                        (network.Hidden.KernelGradient, network.Hidden.Kernel),
                        (network.Hidden.BiasGradient, network.Hidden.Bias),
                        (network.Output.KernelGradient, network.Output.Kernel),
                        (network.Output.BiasGradient, network.Output.Bias),
                    ],
                    out StepReport report);
                totals = totals.With(report);
            }

            var epoch = new Epoch(number, loss / training.Count, network.Evaluate(test)) { Steps = totals };
            epochs.Add(epoch);
            onEpoch?.Invoke(epoch);
        }

        Score raw = network.Evaluate(test);

        // The weights become their moving averages, which have seen less noise of the last batches.
        optimizer.FinalizeVariableValues(network.Variables);

        return new TrainingResult
        {
            Epochs = epochs,
            Raw = raw,
            Averaged = network.Evaluate(test),
            WeightsHash = Hash(network.Variables),
            InstructionSet = optimizer.ActiveInstructionSet,
            Steps = meter.Steps,
            SkippedSteps = meter.SkippedSteps,
            OptimizerTime = meter.Time,
            FirstStepTime = meter.FirstTime,
            MedianStepTime = meter.MedianTime,
            TotalTime = Stopwatch.GetElapsedTime(start),
        };
    }

    private static string Hash(AdamVariable[] variables)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (AdamVariable variable in variables)
        {
            hash.AppendData(MemoryMarshal.AsBytes(variable.Span));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
