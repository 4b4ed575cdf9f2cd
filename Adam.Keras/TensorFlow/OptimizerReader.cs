using System.Collections.Generic;
using System.Linq;

namespace Adam.Keras.TensorFlow;

/// <summary>Reads the state of an optimizer: which class of which time it is decides how.</summary>
internal static class OptimizerReader
{
    public static KerasOptimizerState Read(TensorFlowCheckpoint checkpoint, KerasReadOptions options)
    {
        if (checkpoint.Graph is null && SaverOptimizer.Read(checkpoint, options) is { } old)
        {
            return old;
        }

        OptimizerFinder.Found found = OptimizerFinder.Choose(checkpoint, options.Optimizer);
        ObjectGraph graph = checkpoint.Graph!;
        var reader = new OptimizerTensors(checkpoint, found.Prefix);
        KerasOptimizerState state = graph.Child(found.Node, "_iterations") is not null ? ListedOptimizer.Read(reader, found.Node, options)
            : SlottedOptimizer.Read(reader, found.Node, options);
        return options.Dialect is { } dialect && dialect != state.Dialect
            ? throw new KerasException(KerasProblem.Mismatch, checkpoint.Prefix, $"the optimizer '{found.Prefix}' was saved by {state.Dialect}, and `{nameof(KerasReadOptions.Dialect)}` is {dialect}.")
            : state;
    }
}

/// <summary>Reading of an optimizer's tensors by the objects that have them.</summary>
internal sealed class OptimizerTensors(TensorFlowCheckpoint checkpoint, string prefix)
{
    public ObjectGraph Graph => checkpoint.Graph!;

    public string Prefix => prefix;

    public string File => checkpoint.Prefix;

    /// <summary>The tensor of an object, under the name of its variable.</summary>
    public KerasVariable Read(ObjectGraph.Node node, string what)
    {
        if (node.Key is not { } key || !checkpoint.Has(key))
        {
            throw new KerasException(KerasProblem.Missing, File, $"the optimizer '{prefix}' has {what}, whose tensor was not saved.");
        }

        KerasVariable tensor = checkpoint.Read(key);
        return new KerasVariable(node.Name.Length > 0 ? node.Name : key, tensor.Element, tensor.Shape, tensor.Bytes);
    }

    /// <summary>The tensor of a child, or null where there is no such child or it has none.</summary>
    public KerasVariable? Optional(ObjectGraph.Node node, string child) =>
        Graph.Child(node, child) is { Key: not null } found ? Read(found, $"`{child}`") : null;

    public double? Number(ObjectGraph.Node node, string child) => Optional(node, child) is { } tensor ? Scalars.Real(tensor, File) : null;

    /// <summary>Refuses an optimizer that keeps a tensor which Adam has no use for, whatever its slots are called.</summary>
    public void RefuseOthers(ObjectGraph.Node node, HashSet<string> known)
    {
        foreach ((string name, int id) in node.Children)
        {
            ObjectGraph.Node child = Graph.Nodes[id];
            ObjectGraph.Node? tensor = known.Contains(name) ? null
                : child.Key is not null ? child
                : child.Children.Values.Select(grandchild => Graph.Nodes[grandchild]).FirstOrDefault(grandchild => grandchild.Key is not null);
            if (tensor is not null)
            {
                throw Other($"keeps `{name}` ('{tensor.Name}')");
            }
        }
    }

    public KerasException Other(string fact) => new(
        KerasProblem.OtherOptimizer, File, $"the optimizer '{prefix}' {fact}, which Adam does not; the state must be that of Adam or AdamW.");
}
