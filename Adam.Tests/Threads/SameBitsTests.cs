using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using Adam.Tests.Runtime;
using Xunit;

namespace Adam.Tests.Threads;

/// <summary>Any number of threads gives the bits of one.</summary>
public sealed class SameBitsTests
{
    private const int Steps = 4;

    private static readonly int[] s_sizes = [0, 1, 15, 17, 16383, 16384, 16385, 70001, 200003];

    private static readonly string[] s_names = ["plain", "all", "clipnorm", "global norm"];

    public static TheoryData<string, InstructionSet> Cases =>
        [.. from name in s_names from set in InstructionSets.Supported select (name, set)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void AnyNumberOfThreads_GivesTheBitsOfOne(string name, InstructionSet set)
    {
        float[][] expected = Run(name, set, threads: 1, native: false);
        foreach (int threads in new[] { 2, 5, 8 })
        {
            foreach (bool native in new[] { false, true })
            {
                float[][] actual = Run(name, set, threads, native);
                Assert.Equal(expected.Length, actual.Length);
                for (int i = 0; i < expected.Length; i++)
                {
                    Bits.AssertEqual(expected[i], actual[i], () => $"{name} on {set}, {threads} threads, array {i}");
                }
            }
        }
    }

    /// <summary>All variables, then all slots, after steps in which some gradients are missing.</summary>
    private static float[][] Run(string name, InstructionSet set, int threads, bool native)
    {
        using AdamOptimizer optimizer = Make(name, new AdamOptions { InstructionSet = set, MaxDegreeOfParallelism = threads, LearningRate = .1 });
        optimizer.OnMissingGradients = null;
        var random = new Random(11);
        using var memory = new NativeFloats();
        AdamVariable[] variables = [.. s_sizes.Select((size, i) => native
            ? AdamVariable.FromPointer($"w{i}", memory.Copy(Values(random, size)), size)
            : new AdamVariable($"w{i}", Values(random, size)))];
        for (int step = 0; step < Steps; step++)
        {
            (Gradient, AdamVariable)[] pairs = [.. variables.Select((variable, i) =>
            {
                float[] gradient = Values(random, s_sizes[i]);
                Gradient given = native ? Gradient.FromPointer(memory.Copy(gradient), gradient.Length) : gradient;
                return ((i + step) % 4 == 3 ? Gradient.Missing : given, variable);
            })];
            optimizer.ApplyGradients(pairs);
        }

        Assert.Equal(threads, optimizer.MaxDegreeOfParallelism);
        return [.. variables.Select(variable => variable.Span.ToArray()), .. optimizer.GetWeights().Skip(1).Cast<float[]>()];
    }

    private static AdamOptimizer Make(string name, AdamOptions options) => name switch
    {
        "all" => new FullAdam(options),
        "clipnorm" => new ClipNormAdam(options),
        "global norm" => new GlobalClipNormAdam(options),
        "plain" => new PlainAdam(options),
        _ => throw new ArgumentException($"No test class is called `{name}`.", nameof(name)),
    };

    private static float[] Values(Random random, int length)
    {
        float[] values = new float[length];
        for (int i = 0; i < length; i++)
        {
            values[i] = (float)((random.NextDouble() - .5) * 4);
        }

        return values;
    }

    /// <summary>Native memory, freed together.</summary>
    private sealed class NativeFloats : IDisposable
    {
        private readonly List<nint> _blocks = [];

        public nint Copy(float[] values)
        {
            nint block = Marshal.AllocHGlobal(sizeof(float) * (values.Length + 1));
            _blocks.Add(block);
            Marshal.Copy(values, 0, block, values.Length);
            return block;
        }

        public void Dispose() => _blocks.ForEach(Marshal.FreeHGlobal);
    }
}
