using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;
using Adam.Keras.Data;
using PureHDF;
using PureHDF.VOL.Native;

namespace Adam.Keras.Hdf5;

/// <summary>
/// Reads what the bounded walk refuses, through the library PureHDF: newer versions of the format, chunks, filters. It was not made for
/// hostile files, and works under a just-in-time compiler alone.
/// </summary>
[RequiresDynamicCode(Reason)]
[RequiresUnreferencedCode(Reason)]
internal static class TrustedReader
{
    public const string Reason = "PureHDF reads through code that it makes at run time. KerasFile.Read needs none, for files as h5py writes them by default.";

    public static H5Group Read(ByteSource file)
    {
        try
        {
            using var stream = new MemoryStream(file.Read(0, file.Length), writable: false);
            using NativeFile native = H5File.Open(stream);
            return Group(native);
        }
        catch (Exception e) when (e is not (KerasException or OutOfMemoryException))
        {
            throw new KerasException(KerasProblem.Damaged, file.Name, $"PureHDF cannot read it: {e.Message}", e);
        }
    }

    private static H5Group Group(IH5Group source)
    {
        var group = new H5Group();
        foreach (IH5Object child in source.Children())
        {
            H5Node? node = child switch
            {
                IH5Group inner => Group(inner),
                IH5Dataset dataset => Dataset(dataset),
                _ => null,
            };
            if (node is not null)
            {
                group.Children[child.Name] = node;
            }
        }

        AddTexts(source, group);
        return group;
    }

    /// <summary>Null for elements that no optimizer has.</summary>
    private static H5Dataset? Dataset(IH5Dataset source)
    {
        (KerasElement element, byte[]? bytes) = (source.Type.Class, source.Type.Size) switch
        {
            (H5DataTypeClass.FloatingPoint, 4) => (KerasElement.Binary32, Bytes<float>(source)),
            (H5DataTypeClass.FloatingPoint, 8) => (KerasElement.Binary64, Bytes<double>(source)),
            (H5DataTypeClass.FloatingPoint, 2) => (KerasElement.Binary16, Bytes<Half>(source)),
            (H5DataTypeClass.FixedPoint, 8) => (KerasElement.Integer64, Bytes<long>(source)),
            (H5DataTypeClass.FixedPoint, 4) => (KerasElement.Integer32, Bytes<int>(source)),
            (H5DataTypeClass.Opaque, 2) => (KerasElement.BFloat16, Bytes<short>(source)),
            _ => (KerasElement.Other, null),
        };
        return bytes is null
            ? null
            : new H5Dataset(H5Type.Of(element), [.. source.Space.Dimensions.Select(dimension => checked((long)dimension))], new MemorySource(source.Name, bytes));
    }

    private static byte[] Bytes<T>(IH5Dataset source)
        where T : unmanaged
    {
        T[] values = source.Space.Type == H5DataspaceType.Scalar ? [source.Read<T>()] : source.Read<T[]>();
        return MemoryMarshal.AsBytes(values.AsSpan()).ToArray();
    }

    /// <summary>Texts are the only attributes that say something about an optimizer.</summary>
    private static void AddTexts(IH5Group source, H5Group group)
    {
        foreach (IH5Attribute attribute in source.Attributes())
        {
            if (attribute.Type.Class is H5DataTypeClass.String or H5DataTypeClass.VariableLength)
            {
                bool scalar = attribute.Space.Type == H5DataspaceType.Scalar;
                string[] texts = scalar ? [attribute.Read<string>()] : attribute.Read<string[]>();
                List<byte[]> bytes = [.. texts.Select(Encoding.UTF8.GetBytes)];
                group.Attributes[attribute.Name] = new H5Attribute(H5Type.Of(KerasElement.Text), scalar ? [] : [texts.Length], [], bytes);
            }
        }
    }
}
