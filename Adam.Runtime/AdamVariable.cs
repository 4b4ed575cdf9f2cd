using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Threading;
using Adam.State;

namespace Adam;

/// <summary>A model variable: a name, a shape, and binary32 elements in memory that the user owns.</summary>
/// <remarks>
/// Identity is object identity (S2.7). The memory must stay valid while an optimizer uses it; it is neither copied nor pinned.
/// Not thread-safe.
/// </remarks>
public sealed class AdamVariable
{
    private readonly long[] _shape;
    private readonly FloatMemory _values;
    private static bool _anyHasConstraint;

    private Gradient _gradient;
    private Action<AdamVariable>? _constraint;

    /// <summary>A variable over a whole array.</summary>
    /// <param name="name">The name, without scope or ":0" (D21).</param>
    /// <param name="values">The elements in row-major order; may be empty.</param>
    /// <param name="shape">The dimensions; not given: one dimension; empty: a scalar.</param>
    /// <exception cref="ArgumentNullException"><paramref name="name"/> or <paramref name="values"/> is null.</exception>
    /// <exception cref="ArgumentException">The shape has another number of elements.</exception>
    public AdamVariable(string name, float[] values, long[]? shape = null)
        : this(name, FloatMemory.From(values ?? throw new ArgumentNullException(nameof(values))), shape)
    {
    }

    /// <summary>A variable over part of an array or over a memory manager's memory.</summary>
    /// <inheritdoc cref="AdamVariable(string, float[], long[])" path="/param|/exception"/>
    public AdamVariable(string name, Memory<float> values, long[]? shape = null)
        : this(name, FloatMemory.From((ReadOnlyMemory<float>)values), shape)
    {
    }

    private AdamVariable(string name, FloatMemory values, long[]? shape)
    {
        ArgumentNullException.ThrowIfNull(name);
        Name = name;
        _values = values;
        _shape = Shapes.Check(shape, values.Length, $"variable '{name}'");
    }

    /// <summary>The name, as the user gave it.</summary>
    public string Name { get; }

    /// <summary>The dimensions; none for a scalar.</summary>
    public IReadOnlyList<long> Shape => _shape;

    /// <summary>The number of elements.</summary>
    public long Length => Values.Length;

    /// <summary>The elements.</summary>
    /// <exception cref="InvalidOperationException">There are more elements than a span can hold.</exception>
    public Span<float> Span => Values.Length <= int.MaxValue
        ? MemoryMarshal.CreateSpan(ref Values.Reference, (int)Values.Length)
        : throw new InvalidOperationException($"Variable '{Name}' has {Length} elements and a span holds at most {int.MaxValue}; read its memory in parts.");

    /// <summary>The gradient that <see cref="AdamOptimizer.Step()"/> uses. Default: missing.</summary>
    public Gradient Gradient
    {
        get => _gradient;
        set => _gradient = value;
    }

    /// <summary>
    /// Projects the variable after each step that updates it, for example onto non-negative values; it changes the elements in
    /// place. Null: none. Runs after the average was taken and after the step was counted (S3.3), so an exception in it cannot undo
    /// the step.
    /// </summary>
    public Action<AdamVariable>? Constraint
    {
        get => _constraint;
        set
        {
            _constraint = value;
            if (value is not null)
            {
                Volatile.Write(ref _anyHasConstraint, true);
            }
        }
    }

    /// <summary>Whether any variable of this process has ever had a constraint.</summary>
    internal static bool AnyHasConstraint => Volatile.Read(ref _anyHasConstraint);

    internal ref readonly FloatMemory Values => ref _values;

    internal ref readonly Gradient AttachedGradient => ref _gradient;

    internal ReadOnlySpan<long> Dimensions => _shape;

    /// <summary>A variable over native memory.</summary>
    /// <param name="name">The name, without scope or ":0" (D21).</param>
    /// <param name="address">Address of the first element.</param>
    /// <param name="length">The number of elements; not limited to 2^31.</param>
    /// <param name="shape">The dimensions; not given: one dimension; empty: a scalar.</param>
    /// <exception cref="ArgumentNullException"><paramref name="name"/> is null, or the address is and the length is not 0.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative or exceeds the address space.</exception>
    /// <exception cref="ArgumentException">The shape has another number of elements.</exception>
    public static AdamVariable FromPointer(string name, nint address, long length, long[]? shape = null) =>
        new(name, FloatMemory.FromPointer(address, length), shape);
}
