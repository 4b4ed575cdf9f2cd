using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Adam.Keras;
using Xunit;

namespace Adam.Tests.Keras;

/// <summary>Compares a state that was read with the recorded one.</summary>
internal static class InteropState
{
    /// <summary>
    /// Whether a file holds an optimizer, found without the reader under test: HDF5 files name their groups in heaps of texts that end
    /// with a zero, and members of a .keras are stored as they are.
    /// </summary>
    public static bool HoldsOptimizer(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        bool Contains(string text) => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;
        return path.EndsWith(".index", StringComparison.Ordinal) || Contains("\0optimizer\0") || Contains("\0optimizer_weights\0");
    }

    /// <summary>Reads a file; where it leaves something open, with the options that the error must name.</summary>
    public static KerasOptimizerState Read(InteropFolder folder, string path)
    {
        try
        {
            return KerasFile.Read(path);
        }
        catch (KerasException e) when (e.Problem == KerasProblem.Ambiguous && folder.Config is { } config)
        {
            Assert.Contains(nameof(KerasReadOptions), e.Message, StringComparison.Ordinal);
            return KerasFile.Read(path, new KerasReadOptions
            {
                Dialect = config.Dialect,
                Amsgrad = config.Document.Amsgrad,
                UseEma = config.Document.UseEma,
                GradientAccumulationSteps = config.GradientAccumulationSteps ?? 1,
            });
        }
    }

    public static void AssertEqual(InteropFolder folder, KerasOptimizerState state)
    {
        Assert.Null(Difference(folder.Optimizers[0], state));
        if (folder.LearningRate is { } rate && state.LearningRate is { } read)
        {
            Assert.Equal((float)rate, (float)read);
        }

        if (state.LossScale is { } scale)
        {
            Assert.Equal(folder.LossScale, (double)scale);
            Assert.Equal(folder.GrowthCounter, state.GrowthCounter);
        }

        if (state.Config is { } config && folder.Config is { } expected)
        {
            Assert.Equal(Nameless(expected), Nameless(config));
            Assert.Equal(expected.GradientAccumulationSteps, config.GradientAccumulationSteps);
        }
    }

    /// <summary>Null where all tensors have the recorded type, shape and bits: by name where the names are the recorded ones, else in order.</summary>
    public static string? Difference(IReadOnlyList<InteropTensor> expected, KerasOptimizerState state)
    {
        if (expected.Count != state.Variables.Count)
        {
            return $"{state.Variables.Count} tensors in place of {expected.Count}";
        }

        Dictionary<string, KerasVariable> byName = state.Variables.GroupBy(variable => Plain(variable.Name)).ToDictionary(group => group.Key, group => group.First());
        bool named = byName.Count == expected.Count && expected.All(tensor => byName.ContainsKey(tensor.PlainName));
        for (int i = 0; i < expected.Count; i++)
        {
            KerasVariable read = named ? byName[expected[i].PlainName] : state.Variables[i];
            if (read.Element != expected[i].Element || !read.Shape.SequenceEqual(expected[i].Shape) || !read.Data.Span.SequenceEqual(expected[i].Value))
            {
                return $"'{expected[i].Name}' is another one than '{read.Name}'";
            }
        }

        return null;
    }

    /// <summary>m and v, whose recording has no names, and the counter that was given.</summary>
    public static void AssertFirstGeneration(InteropFolder folder, KerasOptimizerState state)
    {
        Assert.Equal(KerasDialect.TensorFlow1, state.Dialect);
        Assert.Equal(folder.Steps, state.Iterations);
        IReadOnlyList<byte[]> m = folder.Bytes("m");
        IReadOnlyList<byte[]> v = folder.Bytes("v");
        Assert.Equal(m.Count, state.Count);
        for (int i = 0; i < m.Count; i++)
        {
            Assert.Equal(m[i], state[KerasSlot.FirstMoment, i]!.Data.ToArray());
            Assert.Equal(v[i], state[KerasSlot.SecondMoment, i]!.Data.ToArray());
        }
    }

    private static string Plain(string name) => name.EndsWith(":0", StringComparison.Ordinal) ? name[..^2] : name;

    /// <summary>The arguments but for the name, which differs where a model is compiled with a text.</summary>
    private static string Nameless(KerasConfig config) =>
        config.Document.ToJson().Replace($"\"name\": \"{config.Document.Name}\", ", "", StringComparison.Ordinal);
}
