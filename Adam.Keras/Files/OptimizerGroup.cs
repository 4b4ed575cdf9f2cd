using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Adam.Keras.Data;
using Adam.Keras.Hdf5;

namespace Adam.Keras.Files;

/// <summary>The group <c>optimizer</c> as each dialect writes it.</summary>
internal static class OptimizerGroup
{
    private const string NameAttribute = "name";

    public static H5Group Of(string file, KerasDialect dialect, StateToWrite state, bool named)
    {
        if (!state.Optimizer.IsBuilt)
        {
            throw new InvalidOperationException("The optimizer has no slots yet; call Build with the model's variables before their state is written.");
        }

        List<KerasVariable> tensors = dialect switch
        {
            KerasDialect.TfKeras when state.Accumulator is { Count: > 0 } => throw new KerasException(
                KerasProblem.Mismatch, file, "micro-steps wait, and a file of tf_keras has no place for their sums; write after a whole step."),
            KerasDialect.TfKeras => TfKeras(state.Optimizer),
            KerasDialect.Keras3 => Keras3(file, state),
            _ => throw new KerasException(KerasProblem.Unsupported, file, $"{dialect} is not written; {KerasDialect.TfKeras} and {KerasDialect.Keras3} are."),
        };
        var group = new H5Group();
        if (state.Scale is not { } scale)
        {
            Fill(group.Require(ListedWeights.Vars), tensors, named ? state.Optimizer.Name : null);
            return group;
        }

        // Both wrappers write the inner optimizer's tensors twice; that of Keras 3 its own in front of them.
        Fill(group.Require($"{ListedWeights.Inner}/{ListedWeights.Vars}"), tensors, named ? state.Optimizer.Name : null);
        Fill(group.Require(ListedWeights.Vars), dialect == KerasDialect.Keras3 ? [.. Wrapper(scale), .. tensors] : tensors, named ? "loss_scale_optimizer" : null);
        return group;
    }

    public static H5Dataset Dataset(KerasVariable tensor) =>
        new(H5Type.Of(tensor.Element), [.. tensor.Shape], new MemorySource(tensor.Name, tensor.Bytes));

    /// <summary>Writes a name at a group.</summary>
    public static void Name(H5Group group, string name) =>
        group.Attributes[NameAttribute] = new H5Attribute(H5Type.Of(KerasElement.Text), [], [], [Encoding.UTF8.GetBytes(name)]);

    private static void Fill(H5Group group, List<KerasVariable> tensors, string? name)
    {
        for (int i = 0; i < tensors.Count; i++)
        {
            group.Children.Add(i.ToString(CultureInfo.InvariantCulture), Dataset(tensors[i]));
        }

        if (name is not null)
        {
            Name(group, name);
        }
    }

    /// <summary>The order of the optimizer's own variables.</summary>
    private static List<KerasVariable> TfKeras(AdamOptimizer optimizer) =>
        [.. optimizer.Variables.Select(variable => variable.IsIteration ? KerasVariable.OfInteger(variable.Name, optimizer.Iterations) : Tensor(variable))];

    /// <summary>Counter, rate unless a schedule gives it, averages and accumulators of each variable in turn, the rest.</summary>
    private static List<KerasVariable> Keras3(string file, StateToWrite state)
    {
        AdamOptimizer optimizer = state.Optimizer;
        int kinds = 2 + (optimizer.UseEma ? 1 : 0) + (optimizer.Amsgrad ? 1 : 0);
        int count = (optimizer.Variables.Count - 1) / kinds;
        int moments = 1 + (optimizer.UseEma ? count : 0);
        (int microSteps, AccumulatorState? sums) = state.Accumulator is { MicroSteps: > 1 } accumulator ? (accumulator.MicroSteps, accumulator.GetState()) : (1, null);
        List<KerasVariable> tensors = [KerasVariable.OfInteger("iteration", (optimizer.Iterations * microSteps) + (sums?.Count ?? 0))];
        if (optimizer.LearningRate is { Schedule: null } rate)
        {
            if (rate.Delegate is not null)
            {
                throw new KerasException(KerasProblem.Mismatch, file, "the learning rate is given by a delegate, which a file cannot hold; set a number or a schedule.");
            }

            tensors.Add(KerasVariable.OfSingles("learning_rate", [], [(float)rate.Value]));
        }

        for (int i = 0; i < count; i++)
        {
            if (optimizer.UseEma)
            {
                tensors.Add(Tensor(optimizer.Variables[1 + i]));
            }

            if (sums is not null)
            {
                OptimizerVariable m = optimizer.Variables[moments + (2 * i)];
                float[]? sum = sums.Sums.Count > i ? sums.Sums[i] : null;
                tensors.Add(KerasVariable.OfSingles("accumulator", m.Shape, sum ?? new float[m.Length]));
            }
        }

        tensors.AddRange(optimizer.Variables.Skip(moments).Select(Tensor));
        return tensors;
    }

    private static List<KerasVariable> Wrapper(LossScaleOptimizer scale) =>
    [
        KerasVariable.OfInteger("iteration", 0),
        KerasVariable.OfSingles("learning_rate", [], [0]),
        KerasVariable.OfInteger("step_counter", scale.GrowthCounter ?? 0),
        KerasVariable.OfSingles("dynamic_scale", [], [scale.Scale]),
    ];

    private static KerasVariable Tensor(OptimizerVariable variable)
    {
        float[] values = new float[variable.Length];
        variable.CopyTo(values);
        return KerasVariable.OfSingles(variable.Name, variable.Shape, values);
    }
}
