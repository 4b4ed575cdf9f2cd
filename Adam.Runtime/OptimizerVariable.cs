using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using Adam.State;

namespace Adam;

/// <summary>One of an optimizer's own variables, read-only: the step counter, or a slot of a model variable (S2.1 to S2.5).</summary>
/// <remarks>Stays valid as long as its optimizer; reading after Dispose throws. Not thread-safe against a running step.</remarks>
public sealed class OptimizerVariable
{
    private readonly AdamOptimizer _optimizer;
    private readonly long[] _shape;
    private readonly long _offset;

    internal OptimizerVariable(AdamOptimizer optimizer, string name, long[] shape, long length, long offset)
    {
        _optimizer = optimizer;
        _shape = shape;
        _offset = offset;
        Name = name;
        Length = length;
    }

    /// <summary>"iteration", or scope/kind/variable with kind m, v, vhat or average (S2.5, D21).</summary>
    public string Name { get; }

    /// <summary>The variable's shape; none for the counter.</summary>
    public IReadOnlyList<long> Shape => _shape;

    /// <summary>The number of elements; 1 for the counter.</summary>
    public long Length { get; }

    /// <summary>Whether this is the step counter, an integer (S2.1).</summary>
    public bool IsIteration => _offset < 0;

    /// <summary>Copies the elements.</summary>
    /// <param name="destination">At least <see cref="Length"/> elements; the counter is converted.</param>
    /// <exception cref="ArgumentException">The destination is too short.</exception>
    /// <exception cref="ObjectDisposedException">The optimizer is disposed.</exception>
    public void CopyTo(Span<float> destination)
    {
        ObjectDisposedException.ThrowIf(_optimizer.IsDisposed, _optimizer);
        if (destination.Length < Length)
        {
            throw new ArgumentException($"The destination holds {destination.Length} elements and '{Name}' has {Length}; give one of that length.", nameof(destination));
        }

        if (IsIteration)
        {
            destination[0] = _optimizer.Iterations;
            return;
        }

        Span.CopyTo(destination);
        GC.KeepAlive(_optimizer);
    }

    internal Span<float> Span => MemoryMarshal.CreateSpan(ref _optimizer.Slots.At(_offset), checked((int)Length));
}
