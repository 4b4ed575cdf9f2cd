using System;
using Adam.Benchmarks.Kernels;
using Adam.Benchmarks.Reporting;

namespace Adam.Benchmarks.Data;

/// <summary>
/// The arrays of one tensor with values as training has them: variables around 1, gradients and first moments around 1e-3,
/// second moments around 1e-6.
/// </summary>
internal sealed unsafe class StepData : IDisposable
{
    private readonly NativeArray[] _arrays;

    /// <summary>Reserves and fills the arrays.</summary>
    /// <param name="length">Elements of each.</param>
    /// <param name="offsets">Where in its page each starts.</param>
    /// <param name="allStages">Whether the arrays of amsgrad and EMA are needed too.</param>
    /// <param name="seed">Of the values.</param>
    internal StepData(long length, PageOffsets offsets, bool allStages, int seed = 1)
    {
        long more = allStages ? length : 0;
        _arrays =
        [
            new(length, offsets.P), new(length, offsets.G), new(length, offsets.M), new(length, offsets.V),
            new(more, offsets.H), new(more, offsets.A),
        ];
        Fill(seed, allStages);
        Arrays = new StepArrays
        {
            P = _arrays[0].Pointer,
            G = _arrays[1].Pointer,
            M = _arrays[2].Pointer,
            V = _arrays[3].Pointer,
            H = _arrays[4].Pointer,
            A = _arrays[5].Pointer,
            Length = checked((nint)length),
            Prefetch = (allStages ? 6L : 4L) * sizeof(float) * length > Machine.Level2Bytes ? 1 : 0,
        };
    }

    internal StepArrays Arrays { get; }

    internal NativeArray Variable => _arrays[0];

    internal NativeArray Gradient => _arrays[1];

    internal NativeArray FirstMoment => _arrays[2];

    internal NativeArray SecondMoment => _arrays[3];

    internal NativeArray Maximum => _arrays[4];

    internal NativeArray Average => _arrays[5];

    public void Dispose()
    {
        foreach (NativeArray array in _arrays)
        {
            array.Dispose();
        }
    }

    private void Fill(int seed, bool allStages)
    {
        // A million values, repeated: random numbers for 64 Mi elements of six arrays would take longer than the measurement.
        long period = Math.Min(Variable.Length, 1 << 20);
        var random = new Random(seed);
        float* p = Variable.Pointer, g = Gradient.Pointer, m = FirstMoment.Pointer, v = SecondMoment.Pointer;
        for (long i = 0; i < Variable.Length; i++)
        {
            p[i] = i < period ? Signed(random, 1f) : p[i - period];
            g[i] = i < period ? Signed(random, 1e-3f) : g[i - period];
            m[i] = i < period ? Signed(random, 1e-3f) : m[i - period];
            v[i] = i < period ? MathF.Abs(Signed(random, 1e-6f)) : v[i - period];
            if (allStages)
            {
                Maximum.Pointer[i] = v[i] * 1.25f;
                Average.Pointer[i] = p[i] * 0.99f;
            }
        }
    }

    /// <summary>A number of random sign with a magnitude between a quarter and five quarters of <paramref name="scale"/>.</summary>
    private static float Signed(Random random, float scale)
    {
        float magnitude = scale * (0.25f + random.NextSingle());
        return random.Next(2) == 0 ? magnitude : -magnitude;
    }
}
