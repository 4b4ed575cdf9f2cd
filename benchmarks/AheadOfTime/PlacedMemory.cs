using System;
using System.Runtime.InteropServices;

namespace Adam.Benchmarks.AheadOfTime;

/// <summary>
/// A variable and its gradient at page offsets 1024 and 3072, between those of the slots (0 and 2048): the same in every process,
/// where arrays lie anywhere.
/// </summary>
internal sealed class PlacedMemory : IDisposable
{
    private const int Page = 4096;
    private const int VariableOffset = 1024;
    private const int GradientOffset = 3072;

    private readonly nint _block;
    private readonly nint _values;
    private readonly nint _gradient;
    private readonly int _size;

    internal PlacedMemory(int size)
    {
        int bytes = size * sizeof(float);
        int span = ((bytes + Page - 1) / Page * Page) + Page;
        _size = size;
        _block = Marshal.AllocHGlobal((2 * span) + Page);
        nint pages = (_block + Page - 1) / Page * Page;
        _values = pages + VariableOffset;
        _gradient = pages + span + GradientOffset;
        Variable = AdamVariable.FromPointer("values", _values, size);
        Gradient = Gradient.FromPointer(_gradient, size);
    }

    internal AdamVariable Variable { get; }

    internal Gradient Gradient { get; }

    /// <summary>The same numbers each time: none tiny, so that all elements stay in the plain loop.</summary>
    internal void Fill()
    {
        var random = new Random(1);
        float[] values = new float[_size];
        float[] gradient = new float[_size];
        for (int i = 0; i < _size; i++)
        {
            values[i] = random.NextSingle() + 0.5f;
            gradient[i] = random.NextSingle() - 0.5f;
        }

        Marshal.Copy(values, 0, _values, _size);
        Marshal.Copy(gradient, 0, _gradient, _size);
    }

    public void Dispose() => Marshal.FreeHGlobal(_block);
}
