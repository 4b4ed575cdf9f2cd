using System.Collections.Generic;
using System.Linq;
using Adam.Keras.State;

namespace Adam.Keras.TensorFlow;

/// <summary>Older optimizers, whose slots stand at the variables: the classes that are called legacy since, and that of TensorFlow 1.</summary>
internal static class SlottedOptimizer
{
    private static readonly HashSet<string> Known = ["iter", "learning_rate", "beta_1", "beta_2", "decay", "loss_scale", "base_optimizer", "beta1_power", "beta2_power"];

    private static readonly Dictionary<string, KerasSlot> Kinds = new()
    {
        ["m"] = KerasSlot.FirstMoment, ["v"] = KerasSlot.SecondMoment, ["vhat"] = KerasSlot.LargestSecondMoment,
    };

    public static KerasOptimizerState Read(OptimizerTensors tensors, ObjectGraph.Node node, KerasReadOptions options)
    {
        ObjectGraph graph = tensors.Graph;
        tensors.RefuseOthers(node, Known);
        ObjectGraph.Node owner = node.Slots.Count > 0 ? node : graph.Child(node, "base_optimizer") ?? node;
        foreach (ObjectGraph.SlotReference slot in owner.Slots)
        {
            if (!Kinds.ContainsKey(slot.Name))
            {
                throw tensors.Other($"keeps slots `{slot.Name}`");
            }
        }

        bool first = graph.Child(node, "beta1_power")?.Key is not null;
        KerasVariable counter = first ? Steps(tensors.File, tensors.Prefix, options) : Iteration(tensors, node);
        if (SlotName.OtherOptimizer(counter.Name) is { } other)
        {
            throw tensors.Other($"is called {other} ('{counter.Name}'), and so keeps a state");
        }

        (float? scale, long? growth) = Scale(tensors, node);
        return new KerasOptimizerState(tensors.File, first ? KerasDialect.TensorFlow1 : KerasDialect.Legacy, Variables(tensors, owner, counter))
        {
            Prefix = tensors.Prefix,
            LearningRate = tensors.Number(node, "learning_rate"),
            Beta1 = tensors.Number(node, "beta_1"),
            Beta2 = tensors.Number(node, "beta_2"),
            Decay = tensors.Number(node, "decay"),
            LossScale = scale,
            GrowthCounter = growth,
        };
    }

    private static KerasVariable Iteration(OptimizerTensors tensors, ObjectGraph.Node node) =>
        tensors.Optional(node, "iter") is not { } iteration
            ? throw tensors.Other("keeps no counter `iter`")
            : tensors.Graph.Child(node, "beta_1") is null || tensors.Graph.Child(node, "beta_2") is null
                ? throw tensors.Other("keeps no `beta_1` and `beta_2`")
                : iteration;

    /// <summary>The counter of a state that has none.</summary>
    public static KerasVariable Steps(string file, string optimizer, KerasReadOptions options) => options.Steps switch
    {
        { } steps and >= 0 => KerasVariable.OfInteger("steps", steps),
        { } steps => throw new KerasException(KerasProblem.Mismatch, file, $"`{nameof(KerasReadOptions.Steps)}` is {steps}; it counts steps."),
        null => throw new KerasException(
            KerasProblem.Missing, file, $"the optimizer '{optimizer}' is one of TensorFlow 1, which keeps no counter of steps; give it in `{nameof(KerasReadOptions)}.{nameof(KerasReadOptions.Steps)}`."),
    };

    /// <summary>The counter, all m, all v, all vhat; variables in the order in which the graph has the slots.</summary>
    private static KerasVariable[] Variables(OptimizerTensors tensors, ObjectGraph.Node owner, KerasVariable counter)
    {
        List<int> order = [.. owner.Slots.Select(slot => slot.Variable).Distinct()];
        var variables = new List<KerasVariable> { counter.As(KerasSlot.Iteration, -1, null) };
        foreach ((string name, KerasSlot kind) in Kinds)
        {
            Dictionary<int, int> slots = [];
            foreach (ObjectGraph.SlotReference slot in owner.Slots.Where(slot => slot.Name == name))
            {
                slots[slot.Variable] = slot.Slot;
            }

            if (slots.Count == 0 && kind == KerasSlot.LargestSecondMoment)
            {
                continue;
            }

            for (int i = 0; i < order.Count; i++)
            {
                ObjectGraph.Node variable = tensors.Graph.Nodes[order[i]];
                if (!slots.TryGetValue(order[i], out int id))
                {
                    throw new KerasException(KerasProblem.Missing, tensors.File, $"the optimizer '{tensors.Prefix}' has no slot `{name}` for '{variable.Name}'.");
                }

                KerasVariable tensor = tensors.Read(tensors.Graph.Nodes[id], $"a slot `{name}` for '{variable.Name}'");
                variables.Add(tensor.As(kind, i, variable.Name));
            }
        }

        return RequireShapes(tensors, variables);
    }

    private static KerasVariable[] RequireShapes(OptimizerTensors tensors, List<KerasVariable> variables)
    {
        foreach (IGrouping<int, KerasVariable> slots in variables.Where(variable => variable.Position >= 0).GroupBy(variable => variable.Position))
        {
            KerasVariable first = slots.First();
            if (slots.FirstOrDefault(slot => !slot.HasShape(first.Shape) || slot.Element != first.Element) is { } wrong)
            {
                throw new KerasException(KerasProblem.Damaged, tensors.File, $"'{wrong.Name}' has the shape {ShapeText.Of(wrong.Shape)} and '{first.Name}', of the same variable, {ShapeText.Of(first.Shape)}.");
            }
        }

        return [.. variables];
    }

    private static (float? Scale, long? Counter) Scale(OptimizerTensors tensors, ObjectGraph.Node node)
    {
        ObjectGraph.Node? loss = tensors.Graph.Child(node, "loss_scale");
        KerasVariable? scale = loss is null ? null : tensors.Optional(loss, "current_loss_scale");
        KerasVariable? counter = loss is null ? null : tensors.Optional(loss, "good_steps");
        return (scale is null ? null : (float)Scalars.Real(scale, tensors.File), counter is null ? null : Scalars.Count(counter, tensors.File));
    }
}
