using System;
using System.Collections.Generic;
using System.Linq;
using Adam.Benchmarks.Data;
using Adam.Benchmarks.Kernels;

namespace Adam.Benchmarks.Optimizers;

/// <summary>Many tensors cut from the arrays of one, each beginning a cache line, and the same elements as one tensor.</summary>
internal sealed unsafe class SmallTensors
{
    private const int Line = 16;

    private readonly StepData _data;
    private readonly (long Start, long Length)[] _cuts;

    private SmallTensors(StepData data, (long Start, long Length)[] cuts)
    {
        _data = data;
        _cuts = cuts;
    }

    internal int Count => _cuts.Length;

    /// <summary>Elements that lie in a tensor; the gaps to the next cache line do not.</summary>
    internal long Elements => _cuts.Sum(cut => cut.Length);

    /// <summary>Elements with the gaps, which the flat tensor has.</summary>
    internal static long Padded(IEnumerable<long> lengths) => lengths.Sum(RoundUp);

    internal static SmallTensors Cut(StepData data, IEnumerable<long> lengths)
    {
        List<(long, long)> cuts = [];
        long start = 0;
        foreach (long length in lengths)
        {
            cuts.Add((start, length));
            start += RoundUp(length);
        }

        return start <= data.Arrays.Length
            ? new SmallTensors(data, [.. cuts])
            : throw new ArgumentException($"The tensors take {start} elements; the arrays have {data.Arrays.Length}.", nameof(lengths));
    }

    /// <summary>Variables with attached gradients for the optimizer.</summary>
    internal AdamVariable[] Variables() =>
    [
        .. _cuts.Select((cut, i) =>
        {
            AdamVariable variable = AdamVariable.FromPointer($"tensor{i}", (nint)(_data.Arrays.P + cut.Start), cut.Length);
            variable.Gradient = Gradient.FromPointer((nint)(_data.Arrays.G + cut.Start), cut.Length);
            return variable;
        }),
    ];

    /// <summary>A kernel that calls <paramref name="kernel"/> for one tensor after the other.</summary>
    internal Kernel Each(Kernel kernel)
    {
        StepArrays[] parts = [.. _cuts.Select(cut => Slices.Of(_data.Arrays, (nint)cut.Start, (nint)cut.Length))];
        return (in StepArrays _, in StepNumbers numbers) =>
        {
            foreach (ref readonly StepArrays part in parts.AsSpan())
            {
                kernel(part, numbers);
            }
        };
    }

    /// <summary><paramref name="count"/> lengths from 100 to 1000, always the same ones.</summary>
    internal static long[] RandomLengths(int count)
    {
        var random = new Random(7);
        return [.. Enumerable.Range(0, count).Select(_ => (long)random.Next(100, 1001))];
    }

    private static long RoundUp(long length) => (length + Line - 1) / Line * Line;
}
