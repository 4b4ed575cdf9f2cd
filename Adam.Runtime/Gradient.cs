using System;
using Adam.Elements;

namespace Adam;

/// <summary>The gradient of one variable: dense binary32 elements in memory that the user owns, or missing.</summary>
/// <remarks>
/// The step only reads it, and never changes it. It must have the variable's number of elements, and its shape where one is
/// given (D16). It must not overlap any variable's memory. NaN and infinities are computed with as they are (S5.10).
/// </remarks>
public readonly struct Gradient : IEquatable<Gradient>
{
    private readonly ElementMemory _values;
    private readonly TensorShape _shape;
    private readonly bool _given;

    /// <summary>A gradient over a whole array.</summary>
    /// <param name="values">The elements in row-major order.</param>
    /// <param name="shape">The dimensions, checked against the variable's; not given: only the number of elements is.</param>
    /// <exception cref="ArgumentNullException"><paramref name="values"/> is null.</exception>
    /// <exception cref="ArgumentException">The shape has another number of elements.</exception>
    public Gradient(float[] values, TensorShape shape = default)
        : this(ElementMemory.From(values ?? throw new ArgumentNullException(nameof(values))), shape)
    {
    }

    /// <summary>A gradient over part of an array or over a memory manager's memory.</summary>
    /// <inheritdoc cref="Gradient(float[], TensorShape)" path="/param|/exception"/>
    public Gradient(ReadOnlyMemory<float> values, TensorShape shape = default)
        : this(ElementMemory.From(values), shape)
    {
    }

    private Gradient(ElementMemory values, TensorShape shape)
    {
        _values = values;
        _shape = shape.IsDefault ? shape : TensorShape.Check(shape, values.Length, "a gradient");
        _given = true;
    }

    /// <summary>No gradient: the variable is left alone in this step. The default value.</summary>
    /// <remarks>Source: S3.5.</remarks>
    public static Gradient Missing => default;

    /// <summary>Whether there is no gradient.</summary>
    public bool IsMissing => !_given;

    /// <summary>The number of elements; 0 where missing.</summary>
    public long Length => _values.Length;

    internal ElementMemory Values => _values;

    internal TensorShape Shape => _shape;

    /// <summary>A gradient over a whole array; null is missing.</summary>
    public static implicit operator Gradient(float[]? values) => FromArray(values);

    /// <summary>A gradient over memory.</summary>
    public static implicit operator Gradient(Memory<float> values) => new((ReadOnlyMemory<float>)values);

    /// <summary>A gradient over memory.</summary>
    public static implicit operator Gradient(ReadOnlyMemory<float> values) => new(values);

    /// <summary>The same memory and shape.</summary>
    public static bool operator ==(Gradient left, Gradient right) => left.Equals(right);

    /// <summary>Other memory or another shape.</summary>
    public static bool operator !=(Gradient left, Gradient right) => !left.Equals(right);

    /// <summary>A gradient over a whole array; null is missing.</summary>
    public static Gradient FromArray(float[]? values) => values is null ? Missing : new Gradient(values);

    /// <summary>A gradient over memory.</summary>
    public static Gradient FromMemory(Memory<float> values) => new((ReadOnlyMemory<float>)values);

    /// <summary>A gradient over memory.</summary>
    public static Gradient FromReadOnlyMemory(ReadOnlyMemory<float> values) => new(values);

    /// <summary>A gradient over native memory.</summary>
    /// <param name="address">Address of the first element.</param>
    /// <param name="length">The number of elements; not limited to 2^31.</param>
    /// <param name="shape">The dimensions, checked against the variable's; not given: only the number of elements is.</param>
    /// <exception cref="ArgumentNullException">The address is null and the length is not 0.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative or exceeds the address space.</exception>
    /// <exception cref="ArgumentException">The shape has another number of elements.</exception>
    public static Gradient FromPointer(nint address, long length, TensorShape shape = default) =>
        new(ElementMemory.FromPointer(address, length), shape);

    /// <summary>What it is, and how many elements it has.</summary>
    public override string ToString() => IsMissing ? "missing gradient" : _shape.IsDefault ? $"gradient of {Length} elements" : $"gradient {_shape}";

    /// <inheritdoc/>
    public bool Equals(Gradient other) =>
        _given == other._given && _values.Equals(other._values) && _shape == other._shape;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Gradient other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _values.GetHashCode();
}
