using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Runtime.InteropServices;

namespace Adam.Keras;

/// <summary>A tensor of a file. Immutable.</summary>
public sealed class KerasVariable
{
    private readonly byte[] _data;

    internal KerasVariable(string name, KerasElement element, IReadOnlyList<long> shape, byte[] data)
    {
        Name = name;
        Element = element;
        Shape = shape;
        _data = data;
    }

    /// <summary>The name in the file, or its place there where it has none.</summary>
    public string Name { get; }

    /// <summary>What it is; null for a tensor that is not an optimizer's.</summary>
    public KerasSlot? Slot { get; private init; }

    /// <summary>The position of the model variable that it belongs to; -1 for the counter and the rate.</summary>
    public int Position { get; private init; } = -1;

    /// <summary>The name of that model variable, where the file tells; else null. Keras 3 writes <c>_</c> in place of <c>/</c>.</summary>
    public string? VariableName { get; private init; }

    /// <summary>The type of the elements.</summary>
    public KerasElement Element { get; }

    /// <summary>The dimensions; none for a scalar.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>The elements in row-major order, little-endian.</summary>
    public ReadOnlyMemory<byte> Data => _data;

    /// <summary>The elements as binary32, the same bits.</summary>
    /// <exception cref="KerasException">They are of another type: nothing is converted.</exception>
    public float[] ToSingles()
    {
        if (Element != KerasElement.Binary32)
        {
            throw new KerasException(KerasProblem.Mismatch, Name, $"its elements are {Element}; they must be {KerasElement.Binary32}.");
        }

        float[] values = new float[_data.Length / sizeof(float)];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = BinaryPrimitives.ReadSingleLittleEndian(_data.AsSpan(i * sizeof(float)));
        }

        return values;
    }

    internal static KerasVariable OfSingles(string name, IReadOnlyList<long> shape, ReadOnlySpan<float> values)
    {
        byte[] data = new byte[values.Length * sizeof(float)];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(data.AsSpan(i * sizeof(float)), values[i]);
        }

        return new KerasVariable(name, KerasElement.Binary32, shape, data);
    }

    internal static KerasVariable OfInteger(string name, long value)
    {
        byte[] data = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(data, value);
        return new KerasVariable(name, KerasElement.Integer64, [], data);
    }

    internal KerasVariable As(KerasSlot slot, int position, string? variable) =>
        new(Name, Element, Shape, _data) { Slot = slot, Position = position, VariableName = variable };

    internal bool HasShape(IReadOnlyList<long> shape) => ShapeText.Same(Shape, shape);

    internal byte[] Bytes => _data;

}
