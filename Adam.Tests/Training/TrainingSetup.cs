using System;
using System.Globalization;
using System.Linq;
using Adam.Tests.Goldens;
using Adam.Tests.Reference;
using Xunit;

namespace Adam.Tests.Training;

/// <summary>Optimizers, gradients and comparisons that the tests of this folder share.</summary>
internal static class TrainingSetup
{
    public static AdamOptimizer Plain(InstructionSet? set = null) => Create(new ReferenceConfig(), set);

    /// <summary>Decay, and averages that overwrite at every second step.</summary>
    public static AdamOptimizer Averaged() =>
        Create(new ReferenceConfig { LearningRate = 0.1, WeightDecay = 0.01, UseEma = true, EmaMomentum = 0.5, EmaOverwriteFrequency = 2 });

    public static AdamOptimizer Create(ReferenceConfig config, InstructionSet? set = null) => StructureCatalog.Create(config, set ?? InstructionSets.Best);

    /// <summary>The numbers that make a structure act, whatever it has.</summary>
    public static ReferenceConfig Config(StructureKey key) => new()
    {
        LearningRate = 0.05,
        Amsgrad = key.Amsgrad,
        AdaptiveEpsilon = key.Adaptive,
        WeightDecay = key.Decay ? 0.01 : null,
        UseEma = key.Ema,
        EmaMomentum = 0.75,
        EmaOverwriteFrequency = key.Overwrite ? 2 : null,
        ClipNorm = key.Clip == ReferenceClip.Norm ? 0.5 : null,
        ClipValue = key.Clip == ReferenceClip.Value ? 0.25 : null,
        GlobalClipNorm = key.Clip == ReferenceClip.GlobalNorm ? 0.75 : null,
    };

    /// <summary>Elements of many magnitudes and both signs, the same for the same seed.</summary>
    public static float[] Values(int length, ulong seed) =>
        [.. Enumerable.Range(0, length).Select(i => SplitMix64.Value((seed << 32) + (ulong)i, 15))];

    /// <summary>Two runs stand at the same bits: variables, slots and counter.</summary>
    public static void AssertSame(AdamOptimizer expected, AdamVariable[] expectedVariables, AdamOptimizer actual, AdamVariable[] actualVariables, string what)
    {
        for (int i = 0; i < expectedVariables.Length; i++)
        {
            int number = i;
            Bits.AssertEqual(expectedVariables[i].Span, actualVariables[i].Span, () => $"{what}, variable {number}");
        }

        Array[] left = expected.GetWeights(), right = actual.GetWeights();
        Assert.Equal(left.Length, right.Length);
        Assert.Equal((long[])left[0], (long[])right[0]);
        for (int i = 1; i < left.Length; i++)
        {
            int number = i;
            Bits.AssertEqual((float[])left[i], (float[])right[i], () => $"{what}, weight {number}");
        }
    }

    /// <summary>All that a step could change, as text.</summary>
    public static string Everything(AdamOptimizer optimizer, params AdamVariable[] variables) =>
        string.Create(CultureInfo.InvariantCulture, $"{optimizer.IsBuilt} {optimizer.Iterations} {optimizer.LearningRate.Value:R} ")
        + string.Join(' ', variables.SelectMany(variable => variable.Span.ToArray()).Select(Bits.Show))
        + string.Join(' ', optimizer.GetWeights().Skip(1).SelectMany(weight => (float[])weight).Select(Bits.Show));

    /// <summary>Bytes that a call allocates after its first runs.</summary>
    public static long Allocated(Action call)
    {
        for (int i = 0; i < 3; i++)
        {
            call();
        }

        return Allocation.Of(call, 50);
    }
}
