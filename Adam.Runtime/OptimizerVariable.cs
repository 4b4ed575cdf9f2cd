using System;
using Adam.Elements;
using Adam.State;

namespace Adam;

/// <summary>One of an optimizer's own variables, read-only: the step counter, or a slot of a model variable.</summary>
/// <remarks>S2.1 to S2.5. Stays valid as long as its optimizer; reading after Dispose throws. What is read while a step runs on another thread is undefined.</remarks>
public sealed class OptimizerVariable
{
    private readonly AdamOptimizer _optimizer;
    private readonly StateBuffer? _buffer;
    private readonly ElementMemory _elements;

    /// <summary>The step counter.</summary>
    internal OptimizerVariable(AdamOptimizer optimizer)
    {
        _optimizer = optimizer;
        Name = "iteration";
        Shape = [];
        Length = 1;
    }

    /// <summary>A slot, which lies in a buffer.</summary>
    internal OptimizerVariable(AdamOptimizer optimizer, string name, TensorShape shape, StateBuffer buffer, ElementMemory elements)
    {
        _optimizer = optimizer;
        _buffer = buffer;
        _elements = elements;
        Name = name;
        Shape = shape;
        Length = elements.Length;
    }

    /// <summary>"iteration", or scope/kind/variable with kind m, v, vhat or average.</summary>
    /// <remarks>S2.5, D21: the scope is there where a step has built the optimizer, see <see cref="IAdamOptimizer.Build"/>.</remarks>
    public string Name { get; }

    /// <summary>The variable's shape; none for the counter.</summary>
    public TensorShape Shape { get; }

    /// <summary>The number of elements; 1 for the counter.</summary>
    public long Length { get; }

    /// <summary>Whether this is the step counter, an integer.</summary>
    public bool IsIteration => _buffer is null;

    /// <summary>Copies the elements. A callback may call it.</summary>
    /// <param name="destination">At least <see cref="Length"/> elements; the counter is converted.</param>
    /// <exception cref="ArgumentException">The destination is too short.</exception>
    /// <exception cref="ObjectDisposedException">The optimizer is disposed.</exception>
    public void CopyTo(Span<float> destination)
    {
        _optimizer.Guard.ThrowIfClosed(_optimizer);
        if (destination.Length < Length)
        {
            throw new ArgumentException($"The destination holds {destination.Length} elements and '{Name}' has {Length}; give one of that length.", nameof(destination));
        }

        if (IsIteration)
        {
            destination[0] = Counter;
            return;
        }

        Access(destination, static (elements, destination) => elements.CopyTo(destination));
    }

    /// <summary>The counter's value.</summary>
    internal long Counter => _optimizer.Iterations;

    /// <summary>Name and shape.</summary>
    public override string ToString() => $"{Name} {Shape}";

    /// <summary>Gives a new array of the elements.</summary>
    internal float[] ToArray()
    {
        float[] copy = new float[Length];
        Access(copy, static (elements, copy) => elements.CopyTo(copy));
        return copy;
    }

    /// <summary>Overwrites the elements.</summary>
    internal void Set(float[] values) => Access(values, static (elements, values) => values.CopyTo(elements));

    /// <summary>Keeps the buffer from being freed by another thread while its elements are used.</summary>
    private void Access(Span<float> other, Action<Span<float>, Span<float>> use)
    {
        bool held = false;
        try
        {
            _buffer!.DangerousAddRef(ref held);
            use(_elements.Span(Name), other);
        }
        finally
        {
            if (held)
            {
                _buffer!.DangerousRelease();
            }
        }
    }
}
