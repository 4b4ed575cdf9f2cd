using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using Adam.Tests.Goldens;
using Xunit;

namespace Adam.Tests.Training;

/// <summary>The recorded trajectories of the original's loss scaling, in bits, on every instruction set, by both ways to step (S10).</summary>
public sealed class LossScaleGoldens(ITestOutputHelper output)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void EveryCase_HasTheRecordedBits(bool unscaledByHand)
    {
        IReadOnlyList<Case> cases = GoldenFiles.ReadLines("loss-scale", Case.Parse);
        Assert.Equal(3, cases.Count);
        int steps = 0;
        foreach (InstructionSet set in InstructionSets.Supported)
        {
            steps += cases.Sum(golden => Replay(golden, set, unscaledByHand));
        }

        Assert.Equal(3 * 14 * InstructionSets.Supported.Count, steps);
        output.WriteLine($"{steps} steps on {string.Join(", ", InstructionSets.Supported)} equal in bits.");
    }

    private static int Replay(Case golden, InstructionSet set, bool unscaledByHand)
    {
        AdamOptimizer inner = StructureCatalog.Create(GoldenConfig.Parse(golden.Inner), set);
        using LossScaleOptimizer optimizer = golden.Dynamic
            ? new(inner, golden.InitialScale, golden.GrowthSteps)
            : LossScaleOptimizer.Fixed(inner, golden.InitialScale!.Value);
        var variable = new AdamVariable("w", golden.Value);
        int skipped = 0;
        foreach (Step step in golden.Steps)
        {
            if (unscaledByHand)
            {
                float[] unscaled = new float[step.ScaledGradient.Length];
                optimizer.GetUnscaledGradients(step.ScaledGradient, unscaled);
                optimizer.ApplyGradients((unscaled, variable));
            }
            else
            {
                optimizer.ApplyScaledGradients((step.ScaledGradient, variable));
            }

            skipped += golden.Dynamic && !step.ScaledGradient.All(float.IsFinite) ? 1 : 0;
            Bits.AssertEqual(step.Variable, variable.Span, () => $"{golden.Id} on {set}, step {step.Iterations}");
            Assert.Equal(step.Scale, optimizer.Scale);
            Assert.Equal(step.Iterations, optimizer.Iterations);
            Assert.Equal(step.GrowthCounter, optimizer.GrowthCounter);
            Assert.Equal(skipped, optimizer.SkippedSteps);
        }

        return golden.Steps.Length;
    }

    private sealed record Step(float[] ScaledGradient, float[] Variable, float Scale, long Iterations, long? GrowthCounter)
    {
        public static Step Parse(JsonElement json)
        {
            JsonElement counter = json.GetProperty("growth_counter");
            return new Step(
                GoldenArray.Parse(json.GetProperty("scaled_gradient")),
                GoldenArray.Parse(json.GetProperty("variable")),
                json.GetProperty("scale").GetSingle(),
                json.GetProperty("iterations").GetInt64(),
                counter.ValueKind == JsonValueKind.Null ? null : counter.GetInt64());
        }
    }

    private sealed record Case(string Id, JsonElement Inner, bool Dynamic, double? InitialScale, long? GrowthSteps, float[] Start, Step[] Steps)
    {
        /// <summary>A fresh copy: every replay steps its own.</summary>
        public float[] Value => (float[])Start.Clone();

        public static Case Parse(JsonElement json)
        {
            Assert.Equal("bits", json.GetProperty("compare").GetString());
            JsonElement wrapper = json.GetProperty("wrapper");
            return new Case(
                json.GetProperty("id").GetString()!,
                json.GetProperty("inner").Clone(),
                !wrapper.TryGetProperty("dynamic", out JsonElement dynamic) || dynamic.GetBoolean(),
                wrapper.TryGetProperty("initial_scale", out JsonElement scale) ? scale.GetDouble() : null,
                wrapper.TryGetProperty("dynamic_growth_steps", out JsonElement growth) ? growth.GetInt64() : null,
                GoldenArray.Parse(json.GetProperty("value")),
                [.. json.GetProperty("steps").EnumerateArray().Select(Step.Parse)]);
        }
    }
}
