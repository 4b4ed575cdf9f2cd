using System;
using System.Collections.Generic;
using System.Linq;

namespace Adam.Keras.TensorFlow;

/// <summary>Finds the optimizers of a checkpoint in its object graph.</summary>
internal static class OptimizerFinder
{
    /// <summary>An optimizer, and its path from the root.</summary>
    internal sealed record Found(ObjectGraph.Node Node, string Prefix);

    public static List<Found> Find(TensorFlowCheckpoint checkpoint)
    {
        if (checkpoint.Graph is not { } graph)
        {
            return [];
        }

        List<ObjectGraph.Node> nodes = [.. graph.Nodes.Where(node => IsOptimizer(graph, node))];
        HashSet<int> inner = [.. nodes.SelectMany(node => InnerNames.Select(name => graph.Child(node, name)?.Id ?? -1))];
        IReadOnlyDictionary<int, (int Parent, string Name)> parents = graph.Parents();
        return [.. nodes.Where(node => !inner.Contains(node.Id) && parents.ContainsKey(node.Id)).Select(node => new Found(node, Path(parents, node.Id)))];
    }

    /// <summary>The one that the caller names, by any path that leads to it; or the only one.</summary>
    public static Found Choose(TensorFlowCheckpoint checkpoint, string? path)
    {
        List<Found> all = Find(checkpoint);
        if (all.Count == 0)
        {
            string reason = checkpoint.Graph is null ? "has neither an object graph nor the slots of an AdamOptimizer of TensorFlow 1" : "holds no optimizer";
            throw new KerasException(KerasProblem.NoOptimizer, checkpoint.Prefix, $"the checkpoint {reason}.");
        }

        string list = string.Join(", ", all.Select(found => $"'{found.Prefix}'"));
        if (path is null)
        {
            return all.Count == 1
                ? all[0]
                : throw new KerasException(KerasProblem.Ambiguous, checkpoint.Prefix, $"it holds {all.Count} optimizers, {list}; name one of them in `{nameof(KerasReadOptions)}.{nameof(KerasReadOptions.Optimizer)}`.");
        }

        ObjectGraph.Node? node = checkpoint.Graph!.Nodes[0];
        foreach (string part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            node = node is null ? null : checkpoint.Graph.Child(node, part);
        }

        return node is not null && IsOptimizer(checkpoint.Graph, node)
            ? new Found(node, path)
            : throw new KerasException(KerasProblem.NoOptimizer, checkpoint.Prefix, $"there is no optimizer '{path}' in it; it holds {list}.");
    }

    /// <summary>Optimizers that stand behind a loss scale.</summary>
    private static readonly string[] InnerNames = ["inner_optimizer", "base_optimizer"];

    private static bool IsOptimizer(ObjectGraph graph, ObjectGraph.Node node) =>
        node.Slots.Count > 0
        || graph.Child(node, "_iterations")?.Key is not null
        || (graph.Child(node, "iter")?.Key is not null && graph.Child(node, "learning_rate") is not null)
        || graph.Child(node, "beta1_power")?.Key is not null;

    private static string Path(IReadOnlyDictionary<int, (int Parent, string Name)> parents, int id)
    {
        var names = new Stack<string>();
        for (; id != 0; id = parents[id].Parent)
        {
            names.Push(parents[id].Name);
        }

        return string.Join('/', names);
    }
}
