using System;
using System.Collections.Generic;
using Adam.Benchmarks.Data;

namespace Adam.Benchmarks.Kernels;

/// <summary>Competitors that compute something else may be as fast as they like: before any measurement the bits are compared.</summary>
internal static class BitCheck
{
    /// <summary>A length with a tail for every width.</summary>
    internal const int Length = 4099;

    internal const int Steps = 3;

    /// <summary>Takes the first steps of a training with each baseline.</summary>
    /// <returns>A sentence for each baseline that is wrong.</returns>
    internal static IEnumerable<string> Run(IReadOnlyList<Baseline> baselines)
    {
        foreach (bool allStages in (bool[])[false, true])
        {
            using StepData expected = Fresh(allStages);
            Train(allStages ? ScalarLoop.All : ScalarLoop.Plain, expected);
            foreach (Baseline baseline in baselines)
            {
                if ((allStages ? baseline.All : baseline.Plain) is { } kernel)
                {
                    using StepData actual = Fresh(allStages);
                    Train(kernel, actual);
                    if (Difference(expected, actual, baseline.Exact) is { } difference)
                    {
                        yield return $"`{baseline.Name}` ({(allStages ? "all stages" : "plain")}) differs from the scalar loop: {difference}";
                    }
                }
            }
        }
    }

    /// <summary>The state before the first step: no moments yet, the average equal to the variable.</summary>
    internal static StepData Fresh(bool allStages)
    {
        var data = new StepData(Length, PageOffsets.Apart, allStages);
        data.FirstMoment.Span.Clear();
        data.SecondMoment.Span.Clear();
        if (allStages)
        {
            data.Maximum.Span.Clear();
            data.Variable.Span.CopyTo(data.Average.Span);
        }

        return data;
    }

    internal static void Train(Kernel kernel, StepData data)
    {
        for (int t = 1; t <= Steps; t++)
        {
            kernel(data.Arrays, StepNumbers.At(t));
            ShrinkGradient(data);
        }
    }

    /// <summary>Makes the second moment fall from the second step on, so that its maximum is something else.</summary>
    internal static void ShrinkGradient(StepData data)
    {
        foreach (ref float g in data.Gradient.Span)
        {
            g *= 0.01f;
        }
    }

    /// <summary>The first array that differs, or null. Where bits need not agree, the variable may be off by 1e-5 of itself.</summary>
    private static string? Difference(StepData expected, StepData actual, bool exact)
    {
        if (!exact)
        {
            for (int i = 0; i < Length; i++)
            {
                float e = expected.Variable.Span[i], a = actual.Variable.Span[i];
                if (!(MathF.Abs(a - e) <= 1e-5f * MathF.Abs(e)))
                {
                    return $"p[{i}] is {a}; it must be within 1e-5 of {e}.";
                }
            }

            return null;
        }

        return First("p", expected.Variable.Span, actual.Variable.Span)
            ?? First("m", expected.FirstMoment.Span, actual.FirstMoment.Span)
            ?? First("v", expected.SecondMoment.Span, actual.SecondMoment.Span)
            ?? First("vhat", expected.Maximum.Span, actual.Maximum.Span)
            ?? First("average", expected.Average.Span, actual.Average.Span);
    }

    /// <summary>The first element with other bits, in a sentence, or null.</summary>
    internal static string? First(string array, ReadOnlySpan<float> expected, ReadOnlySpan<float> actual)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            uint e = BitConverter.SingleToUInt32Bits(expected[i]), a = BitConverter.SingleToUInt32Bits(actual[i]);
            if (e != a)
            {
                return $"{array}[{i}] is 0x{a:X8}; it must be 0x{e:X8}.";
            }
        }

        return null;
    }
}
