using System;
using System.Threading;
using Adam.Elements;

namespace Adam;

/// <summary>A model variable: a name, a shape, and binary32 elements in memory that the user owns.</summary>
/// <remarks>
/// Identity is object identity (S2.7). The memory must stay valid while an optimizer uses it; it is neither copied nor pinned.
/// Not thread-safe.
/// </remarks>
public sealed class AdamVariable
{
    private readonly ElementMemory _values;

    private Gradient _gradient;
    private ConstraintMark? _constraint;

    /// <summary>A variable over a whole array.</summary>
    /// <param name="name">The name, without scope or ":0" (D21).</param>
    /// <param name="values">The elements in row-major order; may be empty.</param>
    /// <param name="shape">The dimensions; not given: one dimension; empty: a scalar.</param>
    /// <exception cref="ArgumentNullException"><paramref name="name"/> or <paramref name="values"/> is null.</exception>
    /// <exception cref="ArgumentException">The shape has another number of elements.</exception>
    public AdamVariable(string name, float[] values, TensorShape shape = default)
        : this(name, ElementMemory.From(values ?? throw new ArgumentNullException(nameof(values))), shape)
    {
    }

    /// <summary>A variable over part of an array or over a memory manager's memory.</summary>
    /// <inheritdoc cref="AdamVariable(string, float[], TensorShape)" path="/param|/exception"/>
    public AdamVariable(string name, Memory<float> values, TensorShape shape = default)
        : this(name, ElementMemory.From((ReadOnlyMemory<float>)values), shape)
    {
    }

    private AdamVariable(string name, ElementMemory values, TensorShape shape)
    {
        ArgumentNullException.ThrowIfNull(name);
        Name = name;
        _values = values;
        Shape = TensorShape.Check(shape, values.Length, $"variable '{name}'");
    }

    /// <summary>The name, as the user gave it.</summary>
    public string Name { get; }

    /// <summary>The dimensions; none for a scalar.</summary>
    public TensorShape Shape { get; }

    /// <summary>The number of elements.</summary>
    public long Length => Values.Length;

    /// <summary>The elements.</summary>
    /// <exception cref="InvalidOperationException">There are more elements than a span can hold.</exception>
    public Span<float> Span => _values.Span(Name);

    /// <summary>The gradient that <see cref="AdamOptimizer.Step()"/> uses. Default: missing.</summary>
    public Gradient Gradient
    {
        get => _gradient;
        set => _gradient = value;
    }

    /// <summary>
    /// Projects the variable after each step that updates it, for example onto non-negative values; it changes the elements in
    /// place. Null: none.
    /// </summary>
    /// <remarks>
    /// Runs after the average was taken and after the step was counted (S3.3), so an exception in it cannot undo the step: it comes out
    /// of the call with the number of steps in its <see cref="Exception.Data"/> under "Adam.StepTaken".
    /// </remarks>
    public Action<AdamVariable>? Constraint
    {
        get => _constraint?.Action;
        set
        {
            _constraint?.Remove();
            _constraint = value is null ? null : new ConstraintMark(value);
        }
    }

    /// <summary>Whether any variable of this process has a constraint: ten thousand small ones are not asked for nothing.</summary>
    internal static bool AnyHasConstraint => ConstraintMark.Count > 0;

    internal ref readonly ElementMemory Values => ref _values;

    internal ref readonly Gradient AttachedGradient => ref _gradient;

    /// <summary>A variable over native memory.</summary>
    /// <param name="name">The name, without scope or ":0" (D21).</param>
    /// <param name="address">Address of the first element.</param>
    /// <param name="length">The number of elements; not limited to 2^31.</param>
    /// <param name="shape">The dimensions; not given: one dimension; empty: a scalar.</param>
    /// <exception cref="ArgumentNullException"><paramref name="name"/> is null, or the address is and the length is not 0.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative or exceeds the address space.</exception>
    /// <exception cref="ArgumentException">The shape has another number of elements.</exception>
    public static AdamVariable FromPointer(string name, nint address, long length, TensorShape shape = default) =>
        new(name, ElementMemory.FromPointer(address, length), shape);

    /// <summary>Name and shape.</summary>
    public override string ToString() => $"{Name} {Shape}";

    /// <summary>Counts the constraints there are, those of collected variables no longer.</summary>
    private sealed class ConstraintMark
    {
        private static int s_count;
        private int _removed;

        public ConstraintMark(Action<AdamVariable> action)
        {
            Action = action;
            Interlocked.Increment(ref s_count);
        }

        ~ConstraintMark() => Remove();

        public static int Count => Volatile.Read(ref s_count);

        public Action<AdamVariable> Action { get; }

        public void Remove()
        {
            if (Interlocked.Exchange(ref _removed, 1) == 0)
            {
                Interlocked.Decrement(ref s_count);
            }
        }
    }
}
