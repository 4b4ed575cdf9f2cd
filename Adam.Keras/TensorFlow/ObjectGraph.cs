using System;
using System.Collections.Generic;
using System.Linq;
using Adam.Keras.Data;

namespace Adam.Keras.TensorFlow;

/// <summary>
/// What was saved, as objects (TrackableObjectGraph): each has children by name, at most one tensor, and, if it is an older optimizer,
/// the slots that it keeps for variables. The first is the root.
/// </summary>
internal sealed class ObjectGraph
{
    public const string Key = "_CHECKPOINTABLE_OBJECT_GRAPH";

    private ObjectGraph(IReadOnlyList<Node> nodes) => Nodes = nodes;

    public IReadOnlyList<Node> Nodes { get; }

    public static ObjectGraph Parse(ReadOnlyMemory<byte> message, ByteSource file)
    {
        var nodes = new List<Node>();
        Messages.Read(message, file, "object graph", (number, input) =>
        {
            if (number == 1)
            {
                nodes.Add(ParseNode(Messages.Nested(input), nodes.Count, file));
            }
        });
        bool IsNode(int id) => id >= 0 && id < nodes.Count;
        if (nodes.Count == 0 || !nodes.All(node => node.Children.Values.All(IsNode) && node.Slots.All(slot => IsNode(slot.Variable) && IsNode(slot.Slot))))
        {
            throw file.Damaged("its object graph refers to objects that it does not have");
        }

        return new ObjectGraph(nodes);
    }

    public Node? Child(Node node, string name) => node.Children.TryGetValue(name, out int id) ? Nodes[id] : null;

    /// <summary>The objects of a list, as far as they are numbered without a gap or given otherwise, in the order of their numbers.</summary>
    public IEnumerable<(int Number, Node Node)> Items(Node list) => list.Children
        .Where(child => int.TryParse(child.Key, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out _))
        .Select(child => (int.Parse(child.Key, System.Globalization.CultureInfo.InvariantCulture), Nodes[child.Value]))
        .OrderBy(item => item.Item1);

    /// <summary>From each object that can be reached from the root, the one that it is reached from on a shortest path, and its name there.</summary>
    public IReadOnlyDictionary<int, (int Parent, string Name)> Parents()
    {
        var parents = new Dictionary<int, (int, string)> { [0] = (-1, "") };
        var queue = new Queue<int>([0]);
        while (queue.TryDequeue(out int id))
        {
            foreach ((string name, int child) in Nodes[id].Children)
            {
                if (parents.TryAdd(child, (id, name)))
                {
                    queue.Enqueue(child);
                }
            }
        }

        return parents;
    }

    private static Node ParseNode(ReadOnlyMemory<byte> message, int id, ByteSource file)
    {
        var children = new OrderedDictionary<string, int>();
        string? key = null;
        string fullName = "";
        var slots = new List<SlotReference>();
        Messages.Read(message, file, "object", (number, input) =>
        {
            if (number == 1)
            {
                int child = 0;
                string name = "";
                Messages.Read(Messages.Nested(input), file, "child", (n, i) =>
                {
                    child = n == 1 ? i.ReadInt32() : child;
                    name = n == 2 ? i.ReadString() : name;
                });
                children.TryAdd(name, child);
            }
            else if (number == 2)
            {
                string attribute = "";
                string attributeName = "";
                string attributeKey = "";
                Messages.Read(Messages.Nested(input), file, "attribute", (n, i) =>
                {
                    attribute = n == 1 ? i.ReadString() : attribute;
                    attributeName = n == 2 ? i.ReadString() : attributeName;
                    attributeKey = n == 3 ? i.ReadString() : attributeKey;
                });
                if (attribute == "VARIABLE_VALUE")
                {
                    (key, fullName) = (attributeKey, attributeName);
                }
            }
            else if (number == 3)
            {
                int variable = 0;
                int slot = 0;
                string name = "";
                Messages.Read(Messages.Nested(input), file, "slot", (n, i) =>
                {
                    variable = n == 1 ? i.ReadInt32() : variable;
                    name = n == 2 ? i.ReadString() : name;
                    slot = n == 3 ? i.ReadInt32() : slot;
                });
                slots.Add(new SlotReference(variable, name, slot));
            }
        });
        return new Node(id, children, key, fullName, slots);
    }

    /// <summary>An object.</summary>
    /// <param name="Id">Its number.</param>
    /// <param name="Children">Numbers of other objects by name, in the order of the file.</param>
    /// <param name="Key">The key of its tensor, or null.</param>
    /// <param name="Name">The name of its variable.</param>
    /// <param name="Slots">The slots that it keeps.</param>
    internal sealed record Node(int Id, OrderedDictionary<string, int> Children, string? Key, string Name, IReadOnlyList<SlotReference> Slots);

    /// <summary>A slot of an older optimizer: an object that belongs to another one.</summary>
    internal readonly record struct SlotReference(int Variable, string Name, int Slot);
}
