using System;

namespace Adam.State;

/// <summary>Native memory for one gradient of every variable: unscaled or added up copies that the user's gradients are not touched for.</summary>
internal sealed class KeptGradients : IDisposable
{
    private const int LineElements = 64 / sizeof(float);

    private readonly StateBuffer _buffer;

    /// <exception cref="OutOfMemoryException">They do not fit into memory.</exception>
    public KeptGradients(AdamVariable[] variables)
    {
        long elements = 0;
        foreach (AdamVariable variable in variables)
        {
            elements = checked(elements + RoundUp(variable.Length));
        }

        _buffer = new StateBuffer(elements);
        All = new FloatMemory[variables.Length];
        long offset = 0;
        for (int i = 0; i < variables.Length; i++)
        {
            nint address = _buffer.DangerousGetHandle() + checked((nint)(offset * sizeof(float)));
            All[i] = FloatMemory.FromPointer(address, variables[i].Length);
            offset += RoundUp(variables[i].Length);
        }
    }

    /// <summary>The gradient of each variable, by position; valid until Dispose.</summary>
    public FloatMemory[] All { get; }

    public void Dispose() => _buffer.Dispose();

    private static long RoundUp(long length) => checked((length + LineElements - 1) / LineElements * LineElements);
}
