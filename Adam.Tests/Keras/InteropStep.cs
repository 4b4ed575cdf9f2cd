using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using Adam.Keras;
using Adam.Tests.Goldens;
using Adam.Tests.Reference;
using Xunit;

namespace Adam.Tests.Keras;

/// <summary>Takes one step from a state that was read, and compares weights and state with the recorded ones in bits.</summary>
internal static class InteropStep
{
    /// <summary>Null where the step was taken and everything equals; else why it was not taken.</summary>
    public static string? Run(InteropFolder folder, KerasOptimizerState state)
    {
        if (!folder.Has("next_weights") || folder.Config is not { } config)
        {
            return "no step was recorded";
        }

        if (folder.Weights.Any(weight => weight.Element != KerasElement.Binary32))
        {
            return $"{folder.Weights[0].Type} has no step here";
        }

        using AdamOptimizer optimizer = Create(config, state);
        AdamVariable[] variables = [.. folder.Weights.Select(weight => new AdamVariable(weight.PlainName, Singles(weight.Value), weight.Shape))];
        optimizer.Build(variables);
        state.ApplyTo(optimizer);
        Assert.Equal(state.Iterations, optimizer.Iterations);
        (Gradient, AdamVariable)[] pairs = [.. folder.Bytes("next_gradients").Select((gradient, i) => ((Gradient)Singles(gradient), variables[i]))];
        AccumulatorState? sums = Step(folder, config, state, optimizer, pairs);

        bool keras3 = state.Dialect == KerasDialect.Keras3;
        IReadOnlyList<byte[]> weights = folder.Bytes("next_weights");
        bool overwritten = keras3 && config.Document is { UseEma: true, EmaOverwriteFrequency: { } frequency and > 0 } && optimizer.Iterations % frequency == 0;
        for (int i = 0; i < variables.Length && !overwritten; i++)
        {
            Bits.AssertEqual(Singles(weights[i]), variables[i].Span, () => $"{folder.Name}, {variables[i].Name}");
        }

        AssertState(folder, state, optimizer, variables, sums);
        return null;
    }

    /// <summary>An optimizer of the class that the arguments ask for.</summary>
    public static AdamOptimizer Create(KerasConfig config, KerasOptimizerState state) => StructureCatalog.Create(KeyOf(config.Document), OptionsOf(config, state));

    /// <summary>As the recording did it: Keras 3 divides by the scale itself, and micro-steps wait.</summary>
    private static AccumulatorState? Step(
        InteropFolder folder, KerasConfig config, KerasOptimizerState state, AdamOptimizer optimizer, (Gradient, AdamVariable)[] pairs)
    {
        if (config.GradientAccumulationSteps is { } microSteps and > 1)
        {
            using var accumulator = new GradientAccumulator(optimizer, microSteps);
            accumulator.SetState(state.ToAccumulatorState(optimizer));
            accumulator.Accumulate(pairs);
            return accumulator.GetState();
        }

        if (state.Dialect == KerasDialect.Keras3 && config.LossScale is not null)
        {
            var scaled = new LossScaleOptimizer(optimizer, dynamicGrowthSteps: config.LossScale.DynamicGrowthSteps);
            scaled.SetState(new LossScaleState((float)folder.LossScale!.Value, (long)folder.GrowthCounter!.Value));
            scaled.ApplyScaledGradients(pairs);
            return null;
        }

        optimizer.ApplyGradients(pairs);
        return null;
    }

    /// <summary>In the file's order. Keras 3's averages follow another formula.</summary>
    private static void AssertState(
        InteropFolder folder, KerasOptimizerState before, AdamOptimizer optimizer, AdamVariable[] variables, AccumulatorState? sums)
    {
        IReadOnlyList<byte[]> expected = folder.Bytes("next_optimizer_variables");
        Dictionary<string, OptimizerVariable> after = optimizer.Variables.ToDictionary(variable => variable.Name);
        for (int i = 0; i < expected.Count; i++)
        {
            InteropTensor tensor = folder.Optimizers[0][i];
            KerasVariable slot = before.Variables.FirstOrDefault(variable => variable.Name == tensor.Name || variable.Name == tensor.PlainName) ?? before.Variables[i];
            switch (slot.Slot)
            {
                case KerasSlot.Iteration:
                    Assert.Equal(before.MicroStepsPerStep is > 1 ? BitConverter.ToInt64(slot.Data.Span) + 1 : optimizer.Iterations, BitConverter.ToInt64(expected[i]));
                    break;
                case KerasSlot.LearningRate:
                    Assert.Equal(slot.Data.ToArray(), expected[i]);
                    break;
                case KerasSlot.Average when before.Dialect == KerasDialect.Keras3:
                    break;
                case KerasSlot.Accumulator:
                    float[] sum = sums!.Sums.Count > 0 ? sums.Sums[slot.Position]! : new float[expected[i].Length / sizeof(float)];
                    Bits.AssertEqual(Singles(expected[i]), sum, () => $"{folder.Name}, {slot.Name}");
                    break;
                default:
                    string name = Variable(variables, before, slot);
                    float[] now = new float[slot.Data.Length / sizeof(float)];
                    after[$"{Kind(slot.Slot!.Value)}/{name}"].CopyTo(now);
                    Bits.AssertEqual(Singles(expected[i]), now, () => $"{folder.Name}, {slot.Name}");
                    break;
            }
        }
    }

    private static string Variable(AdamVariable[] variables, KerasOptimizerState state, KerasVariable slot) =>
        (variables.FirstOrDefault(variable => variable.Name == slot.VariableName) ?? variables[slot.Position]).Name;

    private static string Kind(KerasSlot slot) => slot switch
    {
        KerasSlot.FirstMoment => "m",
        KerasSlot.SecondMoment => "v",
        KerasSlot.LargestSecondMoment => "vhat",
        _ => "average",
    };

    /// <summary>The file's own numbers where it holds them, else the recorded configuration's.</summary>
    private static AdamOptions OptionsOf(KerasConfig config, KerasOptimizerState state) =>
        state.Config is null ? config.Document.ToOptions() : state.ToOptions();

    private static StructureKey KeyOf(AdamConfigDocument config) => new(
        config.Amsgrad,
        config.UseEma,
        config is { UseEma: true, EmaOverwriteFrequency: > 0 },
        config.WeightDecay is not null,
        config.ClipNorm > 0 ? ReferenceClip.Norm : config.GlobalClipNorm > 0 ? ReferenceClip.GlobalNorm : config.ClipValue > 0 ? ReferenceClip.Value : ReferenceClip.None,
        config.AdaptiveEpsilon);

    private static float[] Singles(byte[] bytes) => MemoryMarshal.Cast<byte, float>(bytes).ToArray();
}
