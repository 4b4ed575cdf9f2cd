using System;
using System.Collections.Generic;
using System.Linq;
using Adam.Tests.Reference;

namespace Adam.Tests.Kernels;

/// <summary>
/// Variables of many lengths, one behind the other in shared arrays with a few guard elements between them, so that
/// their starts have every alignment and a write past an end is seen.
/// </summary>
internal sealed class FuzzBatch
{
    private const float Guard = 12345.678f;

    public FuzzBatch(IReadOnlyList<int> lengths)
    {
        int end = 1;
        List<(int Start, int Length)> variables = [];
        foreach (int length in lengths)
        {
            variables.Add((end, length));
            end += length + 1 + variables.Count % 3;
        }

        Variables = variables;
        Lanes = lengths.Sum();
        G = Guarded(end);
        P = Guarded(end);
        M = Guarded(end);
        V = Guarded(end);
        VHat = Guarded(end);
        Average = Guarded(end);
    }

    private FuzzBatch(FuzzBatch other)
    {
        Variables = other.Variables;
        Lanes = other.Lanes;
        G = other.G;
        P = (float[])other.P.Clone();
        M = (float[])other.M.Clone();
        V = (float[])other.V.Clone();
        VHat = (float[])other.VHat.Clone();
        Average = (float[])other.Average.Clone();
    }

    public IReadOnlyList<(int Start, int Length)> Variables { get; }
    public int Lanes { get; }
    public float[] G { get; }
    public float[] P { get; }
    public float[] M { get; }
    public float[] V { get; }
    public float[] VHat { get; }
    public float[] Average { get; }

    /// <summary>The same gradients, and a state that can be changed.</summary>
    public FuzzBatch Copy() => new(this);

    public LaneState<float> this[int i]
    {
        get => new() { P = P[i], M = M[i], V = V[i], VHat = VHat[i], Average = Average[i] };
        set => (P[i], M[i], V[i], VHat[i], Average[i]) = (value.P, value.M, value.V, value.VHat, value.Average);
    }

    public float[] Gradient(int variable) => Cut(G, variable);

    /// <summary>The elements of one variable in one of the arrays.</summary>
    public float[] Cut(float[] array, int variable)
    {
        (int start, int length) = Variables[variable];
        return array[start..(start + length)];
    }

    private static float[] Guarded(int length)
    {
        float[] array = new float[length];
        Array.Fill(array, Guard);
        return array;
    }
}
