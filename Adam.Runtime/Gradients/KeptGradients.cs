using System;
using Adam.Elements;
using Adam.State;

namespace Adam.Gradients;

/// <summary>Native memory for one gradient of every variable: unscaled or added up copies that the user's gradients are not touched for.</summary>
internal sealed class KeptGradients : IDisposable
{
    private const int LineBytes = 64;

    private readonly StateBuffer _buffer;

    /// <exception cref="OutOfMemoryException">They do not fit into memory.</exception>
    public KeptGradients(ReadOnlySpan<AdamVariable> variables)
    {
        long bytes = 0;
        foreach (AdamVariable variable in variables)
        {
            bytes = checked(bytes + RoundUp(variable.Values.Bytes));
        }

        _buffer = new StateBuffer(bytes);
        All = new ElementMemory[variables.Length];
        long offset = 0;
        for (int i = 0; i < variables.Length; i++)
        {
            All[i] = ElementMemory.FromPointer(_buffer.Address(offset), variables[i].Length, variables[i].Values.Type);
            offset += RoundUp(variables[i].Values.Bytes);
        }
    }

    /// <summary>The gradient of each variable, by position; valid until Dispose.</summary>
    public ElementMemory[] All { get; }

    public void Dispose() => _buffer.Dispose();

    private static long RoundUp(long bytes) => checked((bytes + LineBytes - 1) / LineBytes * LineBytes);
}
