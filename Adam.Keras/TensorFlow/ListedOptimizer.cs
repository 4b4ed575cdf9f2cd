using System.Collections.Generic;
using System.Linq;
using Adam.Keras.State;

namespace Adam.Keras.TensorFlow;

/// <summary>Optimizers since Keras 2.11, which keep all their tensors in one list: those of tf_keras and of Keras 3.</summary>
internal static class ListedOptimizer
{
    private static readonly HashSet<string> Known =
    [
        "_variables", "_iterations", "_learning_rate", "_current_learning_rate", "_index_dict", "_momentums", "_velocities", "_velocity_hats",
        "_model_variables_moving_average", "_accumulated_gradients", "_trainable_variables", "loss_scale", "inner_optimizer", "step_counter", "dynamic_scale",
    ];

    private static readonly (string List, KerasSlot Slot)[] Lists =
    [
        ("_momentums", KerasSlot.FirstMoment), ("_velocities", KerasSlot.SecondMoment), ("_velocity_hats", KerasSlot.LargestSecondMoment),
        ("_model_variables_moving_average", KerasSlot.Average), ("_accumulated_gradients", KerasSlot.Accumulator),
    ];

    public static KerasOptimizerState Read(OptimizerTensors tensors, ObjectGraph.Node node, KerasReadOptions options)
    {
        ObjectGraph graph = tensors.Graph;
        tensors.RefuseOthers(node, Known);
        ObjectGraph.Node optimizer = node;
        if (graph.Child(node, "inner_optimizer") is { } inner)
        {
            optimizer = inner;
            tensors.RefuseOthers(inner, Known);
        }

        bool keras3 = graph.Child(optimizer, "_trainable_variables") is not null;
        ObjectGraph.Node iteration = graph.Child(optimizer, "_iterations")!;
        ObjectGraph.Node? rate = graph.Child(optimizer, "_learning_rate") ?? graph.Child(optimizer, "_current_learning_rate");
        var list = new List<KerasVariable> { tensors.Read(iteration, "`_iterations`") };
        var ids = new List<int> { iteration.Id };
        bool rateIsListed = false;
        foreach (ObjectGraph.Node item in Listed(tensors, optimizer))
        {
            if (item.Id != iteration.Id)
            {
                rateIsListed |= item.Id == rate?.Id;
                list.Add(tensors.Read(item, $"tensor {list.Count}"));
                ids.Add(item.Id);
            }
        }

        Dictionary<int, KerasSlot> slots = Slots(graph, optimizer);
        RequireAdam(tensors, list.Count - (rateIsListed ? 2 : 1), slots);
        var hints = new OrderHints(
            keras3 ? KerasDialect.Keras3 : KerasDialect.TfKeras,
            rateIsListed,
            slots.ContainsValue(KerasSlot.Average) ? true : null,
            slots.ContainsValue(KerasSlot.Accumulator) ? true : null,
            slots.Count > 0 ? slots.ContainsValue(KerasSlot.LargestSecondMoment) : null);
        (KerasDialect dialect, KerasVariable[] variables) = OrderResolver.Resolve(
            tensors.File, list, [KerasDialect.TfKeras, KerasDialect.Keras3], hints.Under(options) with { Dialect = hints.Dialect });
        for (int i = 0; i < variables.Length; i++)
        {
            if (slots.TryGetValue(ids[i], out KerasSlot slot) && slot != variables[i].Slot)
            {
                throw tensors.Other($"keeps '{variables[i].Name}' in another place");
            }
        }

        (float? scale, long? counter) = Scale(tensors, node);
        return new KerasOptimizerState(tensors.File, dialect, variables)
        {
            Prefix = tensors.Prefix,
            LearningRate = rate?.Key is null ? null : Scalars.Real(tensors.Read(rate, "a rate"), tensors.File),
            RateIsScheduled = graph.Child(optimizer, "_current_learning_rate") is not null,
            MicroStepsPerStep = options.GradientAccumulationSteps,
            LossScale = scale,
            GrowthCounter = counter,
        }.Checked();
    }

    /// <summary>The list, in order and without a gap.</summary>
    private static List<ObjectGraph.Node> Listed(OptimizerTensors tensors, ObjectGraph.Node optimizer)
    {
        var items = new List<ObjectGraph.Node>();
        foreach ((int number, ObjectGraph.Node item) in tensors.Graph.Child(optimizer, "_variables") is { } list ? tensors.Graph.Items(list) : [])
        {
            if (number != items.Count)
            {
                throw new KerasException(KerasProblem.Damaged, tensors.File, $"the list of tensors of the optimizer '{tensors.Prefix}' has no number {items.Count}.");
            }

            items.Add(item);
        }

        return items;
    }

    private static Dictionary<int, KerasSlot> Slots(ObjectGraph graph, ObjectGraph.Node optimizer)
    {
        var slots = new Dictionary<int, KerasSlot>();
        foreach ((string name, KerasSlot slot) in Lists)
        {
            foreach ((int _, ObjectGraph.Node item) in graph.Child(optimizer, name) is { } list ? graph.Items(list) : [])
            {
                slots[item.Id] = slot;
            }
        }

        return slots;
    }

    /// <summary>Adam names its moments, as far as lists are tracked at all; Keras 3.5 tracks none, and the names of the tensors decide.</summary>
    private static void RequireAdam(OptimizerTensors tensors, int count, Dictionary<int, KerasSlot> slots)
    {
        int first = slots.Values.Count(slot => slot == KerasSlot.FirstMoment);
        if (count > 0 && slots.Count > 0 && (first == 0 || first != slots.Values.Count(slot => slot == KerasSlot.SecondMoment)))
        {
            throw tensors.Other($"keeps {count} tensors, of which {first} are first moments");
        }
    }

    /// <summary>Scale and growth counter, which tf_keras keeps in an object of its own and Keras 3 at the wrapper.</summary>
    private static (float? Scale, long? Counter) Scale(OptimizerTensors tensors, ObjectGraph.Node node)
    {
        KerasVariable? scale = tensors.Optional(node, "dynamic_scale");
        KerasVariable? counter = tensors.Optional(node, "step_counter");
        if (tensors.Graph.Child(node, "loss_scale") is { } loss)
        {
            scale = tensors.Optional(loss, "current_loss_scale");
            counter = tensors.Optional(loss, "good_steps");
        }

        return (scale is null ? null : (float)Scalars.Real(scale, tensors.File), counter is null ? null : Scalars.Count(counter, tensors.File));
    }
}
