using System;
using System.Collections.Generic;
using Adam.Keras.Data;

namespace Adam.Keras.Hdf5;

/// <summary>A group or a data set of an HDF5 file.</summary>
internal abstract class H5Node
{
    public OrderedDictionary<string, H5Attribute> Attributes { get; } = [];
}

/// <summary>A folder of nodes.</summary>
internal sealed class H5Group : H5Node
{
    public OrderedDictionary<string, H5Node> Children { get; } = [];

    /// <summary>The node at a path below this one, or null.</summary>
    public H5Node? Find(string path)
    {
        H5Node? node = this;
        foreach (string part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            node = (node as H5Group)?.Children.GetValueOrDefault(part);
        }

        return node;
    }

    public H5Group? Group(string path) => Find(path) as H5Group;

    /// <summary>The group at a path below this one, made where it is not there.</summary>
    public H5Group Require(string path)
    {
        H5Group group = this;
        foreach (string part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (group.Children.GetValueOrDefault(part) is not H5Group child)
            {
                child = new H5Group();
                group.Children[part] = child;
            }

            group = child;
        }

        return group;
    }
}

/// <summary>An array: its elements lie in one piece of the file, or in memory.</summary>
internal sealed class H5Dataset(H5Type type, long[] shape, ByteSource data) : H5Node
{
    public H5Type Type => type;

    public long[] Shape => shape;

    public ByteSource Data => data;

    public KerasVariable Read(string name) => new(name, type.Element, shape, data.Read(0, data.Length));
}

/// <summary>A small array at a node. Texts of any length are resolved; everything else is bytes.</summary>
/// <param name="Type">The type of the elements.</param>
/// <param name="Shape">The dimensions; none for a scalar; null where there is no element at all.</param>
/// <param name="Data">The elements; for texts of any length empty.</param>
/// <param name="Texts">The texts, in whichever of the two forms they are; null for other types.</param>
internal sealed record H5Attribute(H5Type Type, long[]? Shape, byte[] Data, IReadOnlyList<byte[]>? Texts);
