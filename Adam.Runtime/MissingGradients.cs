using System;
using System.Collections;
using System.Collections.Generic;

namespace Adam;

/// <summary>The variables of one call that have no gradient. Valid during the callback only; copying costs an allocation, reading none.</summary>
/// <remarks>Source: S3.5, D10.</remarks>
public readonly struct MissingGradients : IReadOnlyList<AdamVariable>, IEquatable<MissingGradients>
{
    private readonly AdamVariable[] _variables;

    internal MissingGradients(AdamVariable[] variables, int count)
    {
        _variables = variables;
        Count = count;
    }

    /// <summary>How many gradients are missing, at least one.</summary>
    public int Count { get; }

    /// <summary>A variable without a gradient, in the order of the call.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is not below <see cref="Count"/>.</exception>
    public AdamVariable this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            return _variables[index];
        }
    }

    /// <summary>The same list.</summary>
    public static bool operator ==(MissingGradients left, MissingGradients right) => left.Equals(right);

    /// <summary>Another list.</summary>
    public static bool operator !=(MissingGradients left, MissingGradients right) => !left.Equals(right);

    /// <summary>Names the variables.</summary>
    public override string ToString()
    {
        string[] names = new string[Count];
        for (int i = 0; i < Count; i++)
        {
            names[i] = _variables[i].Name;
        }

        return $"No gradient for {string.Join(", ", names)}: left alone in this step.";
    }

    /// <inheritdoc/>
    public bool Equals(MissingGradients other) => _variables == other._variables && Count == other.Count;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is MissingGradients other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_variables, Count);

    /// <inheritdoc/>
    public IEnumerator<AdamVariable> GetEnumerator()
    {
        for (int i = 0; i < Count; i++)
        {
            yield return _variables[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
