using System;
using System.Collections;
using System.Collections.Generic;
using System.Runtime.CompilerServices;

namespace Adam;

/// <summary>The dimensions of a variable or a gradient, in row-major order; a scalar has none. Cannot be changed.</summary>
/// <remarks>
/// Written as a list, <c>[2, 3]</c>, or converted from an array of <see cref="int"/> or <see cref="long"/>, which is copied. The
/// default value is no shape at all: what takes one then has one dimension. Thread-safe.
/// </remarks>
[CollectionBuilder(typeof(TensorShape), nameof(Create))]
public readonly struct TensorShape : IReadOnlyList<long>, IEquatable<TensorShape>
{
    private readonly long[]? _dimensions;

    private TensorShape(long[]? dimensions) => _dimensions = dimensions;

    /// <summary>Whether this is the default value.</summary>
    public bool IsDefault => _dimensions is null;

    /// <summary>The number of dimensions; 0 for a scalar.</summary>
    public int Count => Dimensions.Length;

    internal ReadOnlySpan<long> Dimensions => _dimensions;

    /// <summary>A dimension.</summary>
    /// <exception cref="IndexOutOfRangeException">There are not so many.</exception>
    public long this[int index] => Dimensions[index];

    /// <summary>A copy of the array; null gives the default value.</summary>
    public static implicit operator TensorShape(long[]? dimensions) => FromInt64Array(dimensions);

    /// <summary>A copy of the array; null gives the default value.</summary>
    public static implicit operator TensorShape(int[]? dimensions) => FromInt32Array(dimensions);

    /// <summary>The same dimensions.</summary>
    public static bool operator ==(TensorShape left, TensorShape right) => left.Equals(right);

    /// <summary>Other dimensions.</summary>
    public static bool operator !=(TensorShape left, TensorShape right) => !left.Equals(right);

    /// <summary>A shape of these dimensions.</summary>
    public static TensorShape Create(ReadOnlySpan<long> dimensions) => new(dimensions.ToArray());

    /// <summary>A copy of the array; null gives the default value.</summary>
    public static TensorShape FromInt64Array(long[]? dimensions) => dimensions is null ? default : Create(dimensions);

    /// <summary>A copy of the array; null gives the default value.</summary>
    public static TensorShape FromInt32Array(int[]? dimensions) => dimensions is null ? default : new(Array.ConvertAll(dimensions, dimension => (long)dimension));

    /// <inheritdoc/>
    public bool Equals(TensorShape other) => IsDefault == other.IsDefault && Dimensions.SequenceEqual(other.Dimensions);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TensorShape other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (long dimension in Dimensions)
        {
            hash.Add(dimension);
        }

        return hash.ToHashCode();
    }

    /// <summary>The dimensions as a list, such as "[2, 3]".</summary>
    public override string ToString() => "[" + string.Join(", ", _dimensions ?? []) + "]";

    /// <inheritdoc/>
    public IEnumerator<long> GetEnumerator() => ((IEnumerable<long>)(_dimensions ?? [])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>A shape, checked against a number of elements; one dimension where it is the default value.</summary>
    /// <exception cref="ArgumentException">A dimension is negative, or the product is another number.</exception>
    internal static TensorShape Check(TensorShape shape, long length, string owner)
    {
        if (shape.IsDefault)
        {
            return new([length]);
        }

        long elements = 1;
        foreach (long dimension in shape.Dimensions)
        {
            if (dimension < 0)
            {
                throw new ArgumentException($"The shape of {owner} is {shape}; no dimension may be negative.", nameof(shape));
            }

            // A product that does not fit cannot equal a length that does; zero elements stay zero elements.
            elements = dimension == 0 ? 0 : elements > long.MaxValue / dimension ? long.MaxValue : elements * dimension;
        }

        return elements == length
            ? shape
            : throw new ArgumentException(
                $"The shape of {owner} is {shape}, which has {elements} elements, and its memory has {length}; give a shape of that many elements.", nameof(shape));
    }
}
