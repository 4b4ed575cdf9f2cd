using System;
using System.Linq;
using Adam.Tests.Goldens;
using Adam.Tests.Reference;
using Xunit;

namespace Adam.Tests.Training;

/// <summary>Micro-steps end in exactly the step of the reduced gradient.</summary>
public sealed class AccumulationTests(ITestOutputHelper output)
{
    private const int Steps = 5;
    private static readonly int[] Lengths = [70, 1, 33];

    /// <summary>The second variable has no gradient in some micro-steps, the third none in a whole step.</summary>
    private static float[]? GradientOf(int step, int microStep, int variable) =>
        (variable == 1 && microStep == 0) || (variable == 2 && (step == 2 || microStep == 1))
            ? null
            : TrainingSetup.Values(Lengths[variable], (ulong)((step * 100) + (microStep * 10) + variable + 1));

    [Theory]
    [InlineData(1, GradientReduction.Mean)]
    [InlineData(2, GradientReduction.Sum)]
    [InlineData(3, GradientReduction.Mean)]
    [InlineData(3, GradientReduction.Sum)]
    public void MicroSteps_EqualOneStepOnTheReducedGradient_ForEveryStructure(int microSteps, GradientReduction reduction)
    {
        foreach (StructureKey key in StructureCatalog.Keys)
        {
            // A rate of its own at each step: were a micro-step counted, the next step would have another one.
            ReferenceConfig config = TrainingSetup.Config(key) with { Schedule = new ExponentialDecay(0.05, 2, 0.5) };
            using AdamOptimizer expected = TrainingSetup.Create(config), actual = TrainingSetup.Create(config);
            AdamVariable[] expectedVariables = Variables(), actualVariables = Variables();
            using var accumulator = new GradientAccumulator(actual, microSteps, reduction);
            for (int step = 0; step < Steps; step++)
            {
                expected.ApplyGradients(Pairs(expectedVariables, i => Reduced(step, microSteps, i, reduction)));
                for (int micro = 0; micro < microSteps; micro++)
                {
                    Assert.Equal(step, actual.Iterations);
                    bool stepped = accumulator.Accumulate(Pairs(actualVariables, i => GradientOf(step, micro, i)));
                    Assert.Equal(micro == microSteps - 1, stepped);
                }

                TrainingSetup.AssertSame(expected, expectedVariables, actual, actualVariables, $"{StructureCatalog.NameOf(key)}, step {step}");
            }

            Assert.Equal(0, accumulator.Count);
        }

        output.WriteLine($"{StructureCatalog.Keys.Count} structures, {Steps} steps of {microSteps}.");
    }

    [Fact]
    public void Callables_AreAskedAtRealStepsOnly()
    {
        int asked = 0;
        Func<double> rate = () => 0.1 / ++asked;
        using AdamOptimizer optimizer = TrainingSetup.Plain();
        optimizer.LearningRate = rate;
        using var accumulator = new GradientAccumulator(optimizer, 3);
        AdamVariable[] variables = Variables();
        for (int micro = 1; micro <= 7; micro++)
        {
            accumulator.Accumulate(Pairs(variables, i => GradientOf(0, micro % 3, i)));
            Assert.Equal((micro / 3, micro / 3L), (asked, optimizer.Iterations));
        }
    }

    [Fact]
    public void Apply_StepsWithFewerMicroSteps_AndDividesByThose()
    {
        using AdamOptimizer expected = TrainingSetup.Averaged(), actual = TrainingSetup.Averaged();
        AdamVariable[] expectedVariables = Variables(), actualVariables = Variables();
        using var accumulator = new GradientAccumulator(actual, 5);
        Assert.Throws<InvalidOperationException>(() => accumulator.Apply());
        for (int micro = 0; micro < 3; micro++)
        {
            accumulator.Accumulate(Pairs(actualVariables, i => GradientOf(0, micro, i)));
        }

        Assert.Equal(1, accumulator.Apply());
        expected.ApplyGradients(Pairs(expectedVariables, i => Reduced(0, 3, i, GradientReduction.Mean)));
        TrainingSetup.AssertSame(expected, expectedVariables, actual, actualVariables, "three of five");
        Assert.Equal(0, accumulator.Count);
    }

    [Fact]
    public void State_GoesOnWhereAnotherStopped()
    {
        using AdamOptimizer expected = TrainingSetup.Averaged(), actual = TrainingSetup.Averaged();
        AdamVariable[] expectedVariables = Variables(), actualVariables = Variables();
        using var first = new GradientAccumulator(expected, 3);
        Assert.Empty(first.GetState().Sums);
        first.Accumulate(Pairs(expectedVariables, i => i == 0 ? GradientOf(0, 0, 0) : null));
        AccumulatorState state = first.GetState();
        Assert.Equal(1, state.Count);
        Assert.Equal([false, true, true], state.Sums.Select(sum => sum is null));

        using var second = new GradientAccumulator(actual, 3);
        Assert.Throws<InvalidOperationException>(() => second.SetState(state));
        actual.Build(actualVariables);
        second.SetState(state);
        for (int micro = 1; micro < 3; micro++)
        {
            first.Accumulate(Pairs(expectedVariables, i => GradientOf(0, micro, i)));
            second.Accumulate(Pairs(actualVariables, i => GradientOf(0, micro, i)));
        }

        TrainingSetup.AssertSame(expected, expectedVariables, actual, actualVariables, "restored after one of three");
    }

    [Fact]
    public void WrongState_ChangesNothing()
    {
        using AdamOptimizer optimizer = TrainingSetup.Averaged();
        using var accumulator = new GradientAccumulator(optimizer, 3);
        accumulator.Accumulate(Pairs(Variables(), i => GradientOf(0, 0, i)));
        AccumulatorState before = accumulator.GetState();
        float[]?[] sums = [new float[70], null, null];
        foreach (AccumulatorState wrong in new AccumulatorState[]
        {
            new(3, sums), new(-1, sums), new(1, sums[..2]), new(1, [new float[69], null, null]), new(0, sums), new(1, [null, null, null]), new(1, []),
        })
        {
            Assert.Throws<ArgumentException>(() => accumulator.SetState(wrong));
        }

        Assert.Equal(before.Count, accumulator.Count);
        Assert.Equal(before.Sums, accumulator.GetState().Sums);
    }

    [Fact]
    public void WrongMicroStep_AddsNothing()
    {
        using AdamOptimizer optimizer = TrainingSetup.Averaged();
        using var accumulator = new GradientAccumulator(optimizer, 2, GradientReduction.Sum);
        AdamVariable[] variables = Variables();
        accumulator.Accumulate(Pairs(variables, i => GradientOf(0, 0, i)));
        AccumulatorState before = accumulator.GetState();
        Assert.Throws<ArgumentException>(() => accumulator.Accumulate());
        Assert.Throws<ArgumentException>(() => accumulator.Accumulate((Gradient.Missing, variables[0])));
        Assert.Throws<ArgumentException>(() => accumulator.Accumulate((new float[70], variables[0]), (new float[2], variables[1])));
        Assert.Equal(1, accumulator.Count);
        Assert.Equal(before.Sums, accumulator.GetState().Sums);
        accumulator.Reset();
        Assert.Equal(0, accumulator.Count);
        Assert.All(accumulator.GetState().Sums, Assert.Null);
    }

    [Fact]
    public void StepThatIsRefused_CanBeTakenAgain_OrDropped()
    {
        using AdamOptimizer expected = TrainingSetup.Averaged(), actual = TrainingSetup.Averaged();
        AdamVariable[] expectedVariables = Variables(), actualVariables = Variables();
        using var accumulator = new GradientAccumulator(actual, 2);
        actual.OnMissingGradients = missing => throw new NotSupportedException(missing[0].Name);
        accumulator.Accumulate(Pairs(actualVariables, i => i == 2 ? null : TrainingSetup.Values(Lengths[i], 5)));
        Assert.Throws<NotSupportedException>(() => accumulator.Accumulate((TrainingSetup.Values(70, 6), actualVariables[0])));
        Assert.Equal((2, 0L), (accumulator.Count, actual.Iterations));
        Assert.Throws<InvalidOperationException>(() => accumulator.Accumulate((new float[70], actualVariables[0])));
        Assert.Throws<InvalidOperationException>(() => accumulator.GetState());
        actual.OnMissingGradients = null;
        accumulator.Apply();
        float[] mean = [.. TrainingSetup.Values(70, 5).Zip(TrainingSetup.Values(70, 6), (x, y) => FlushedFloat.Divide(FlushedFloat.Add(x, y), 2))];
        expected.ApplyGradients(
            (mean, expectedVariables[0]), (TrainingSetup.Values(1, 5).Select(x => x / 2).ToArray(), expectedVariables[1]), (Gradient.Missing, expectedVariables[2]));
        TrainingSetup.AssertSame(expected, expectedVariables, actual, actualVariables, "taken again");
    }

    /// <summary>The mean of 2, 4 and 6 is 4; sums that a failed step had divided gave 9.</summary>
    [Theory]
    [InlineData("rate", false, 4f)]
    [InlineData("missing", false, 4f)]
    [InlineData("rate", true, 4f)]
    [InlineData("missing", true, 4f)]
    [InlineData("rate", false, 5f)]
    [InlineData("missing", true, 5f)]
    public void FailedStep_LeavesTheSums(string failure, bool behindScale, float mean)
    {
        using AdamOptimizer expected = TrainingSetup.Plain(), actual = TrainingSetup.Plain();
        using LossScaleOptimizer? scale = behindScale ? new LossScaleOptimizer(actual, initialScale: 8) : null;
        using GradientAccumulator accumulator = scale is null ? new(actual, 4) : new(scale, 4);
        AdamVariable left = new("w", [1f]), right = new("w", [1f]), idle = new("idle", [1f]);
        float factor = behindScale ? 8 : 1;
        void Add(float gradient) => accumulator.Accumulate((new[] { factor * gradient }, right), (Gradient.Missing, idle));
        Add(2);
        Add(4);
        bool fails = true;
        double Rate() => fails && failure == "rate" ? throw new NotSupportedException() : 0.001;
        actual.LearningRate = (Func<double>)Rate;
        actual.OnMissingGradients = missing => Assert.False(fails && failure == "missing" ? throw new NotSupportedException(missing[0].Name) : false);
        Assert.Throws<NotSupportedException>(() => accumulator.Apply());
        Assert.Equal(2, accumulator.Count);
        Add(6);
        fails = false;
        if (mean == 5f)
        {
            Add(8);
        }
        else
        {
            accumulator.Apply();
        }

        expected.ApplyGradients((new[] { mean }, left));
        Bits.AssertEqual(left.Span, right.Span, () => failure);
        Assert.Equal(0, accumulator.Count);
    }

    /// <summary>One micro-step waits; a call that is rejected beside it, whichever way it came, leaves no trace in its step.</summary>
    [Theory]
    [InlineData("accumulate", false)]
    [InlineData("apply", false)]
    [InlineData("minimize", false)]
    [InlineData("accumulate", true)]
    [InlineData("apply", true)]
    [InlineData("scaled", true)]
    public void RejectedCall_DoesNotBlockTheWaitingMicroStep(string way, bool behindScale)
    {
        using AdamOptimizer expected = TrainingSetup.Plain(), actual = TrainingSetup.Plain();
        using LossScaleOptimizer? scale = behindScale ? new LossScaleOptimizer(actual, initialScale: 1) : null;
        using GradientAccumulator accumulator = scale is null ? new(actual, 2) : new(scale, 2);
        float[] memory = [1f, 1f];
        AdamVariable left = new("w", [1f]), right = new("w", memory.AsMemory(0, 1));
        accumulator.Accumulate((new[] { 2f }, right));
        Assert.Throws<ArgumentException>(() =>
        {
            switch (way)
            {
                case "accumulate":
                    accumulator.Accumulate((memory.AsMemory(0, 1), right));
                    break;
                case "apply":
                    actual.ApplyGradients((memory.AsMemory(0, 1), right));
                    break;
                case "scaled":
                    scale!.ApplyScaledGradients((memory.AsMemory(0, 1), right));
                    break;
                default:
                    right.Gradient = memory.AsMemory(0, 1);
                    accumulator.Minimize(() => 0, right);
                    break;
            }
        });
        Assert.Equal(1, accumulator.Apply());
        expected.ApplyGradients((new[] { 2f }, left));
        Bits.AssertEqual(left.Span, right.Span, () => way);

        // The overlap is found again, every time.
        Assert.Throws<ArgumentException>(() => actual.ApplyGradients((memory.AsMemory(0, 1), right)));
    }

    [Fact]
    public void NonFiniteSums_ThrowBeforeTheyAreDivided()
    {
        using AdamOptimizer optimizer = TrainingSetup.Plain();
        optimizer.NonFiniteGradients = NonFiniteGradients.Throw;
        using var accumulator = new GradientAccumulator(optimizer, 4);
        AdamVariable w = new("w", [1f, 2f]);
        accumulator.Accumulate((new[] { 2f, float.PositiveInfinity }, w));
        accumulator.Accumulate((new[] { 4f, 1f }, w));
        Assert.Throws<ArgumentException>(() => accumulator.Apply());
        Assert.Equal([6f, float.PositiveInfinity], accumulator.GetState().Sums[0]!);
    }

    /// <summary>The interface's calls are micro-steps.</summary>
    [Fact]
    public void LoopWrittenForAnyOptimizer_Accumulates()
    {
        using AdamOptimizer expected = TrainingSetup.Plain(), inner = TrainingSetup.Plain();
        using var accumulator = new GradientAccumulator(inner, 2, GradientReduction.Sum);
        AdamVariable left = new("w", [1f]), right = new("w", [1f]) { Gradient = new[] { 3f } };
        IAdamOptimizer any = Any(accumulator);
        Assert.Equal(0.5, any.Minimize(() => 0.5, [right], out StepReport waiting));
        Assert.Equal(0, waiting.Step);
        Assert.True(float.IsNaN(waiting.GradientNorm));
        Assert.Equal(1, any.Step(out StepReport taken));
        Assert.Equal((1L, 6f), (taken.Step, taken.GradientNorm));
        any.ApplyGradients([(new[] { 1f }, right)], out waiting);
        Assert.Equal((1L, 1), (waiting.Step, accumulator.Count));
        accumulator.Apply(out taken);
        expected.ApplyGradients((new[] { 6f }, left));
        expected.ApplyGradients((new[] { 1f }, left));
        Bits.AssertEqual(left.Span, right.Span, () => "interface");
    }

    [Fact]
    public void StepWhoseConstraintThrows_IsNotTakenTwice()
    {
        using AdamOptimizer optimizer = TrainingSetup.Plain();
        using var accumulator = new GradientAccumulator(optimizer, 1);
        var variable = new AdamVariable("w", [1f]) { Constraint = _ => throw new NotSupportedException() };
        Assert.Throws<NotSupportedException>(() => accumulator.Accumulate((new[] { 1f }, variable)));
        Assert.Equal((0, 1L), (accumulator.Count, optimizer.Iterations));
    }

    [Fact]
    public void ScaledGradients_AreUnscaledAndTestedOnce()
    {
        using AdamOptimizer expected = TrainingSetup.Plain();
        using var scaled = new LossScaleOptimizer(TrainingSetup.Plain(), initialScale: 4, dynamicGrowthSteps: 2);
        using var accumulator = new GradientAccumulator(scaled, 2, GradientReduction.Sum);
        AdamVariable left = new("w", [1f, 2f]), right = new("w", [1f, 2f]);
        expected.ApplyGradients((new[] { 0.75f, -1f }, left));
        accumulator.Accumulate((new[] { 2f, -1f }, right));
        Assert.True(accumulator.Accumulate((new[] { 1f, -3f }, right)));
        TrainingSetup.AssertSame(expected, [left], scaled.Inner, [right], "two scaled micro-steps");
        Assert.Equal((1L, 0L), (scaled.GrowthCounter, scaled.SkippedSteps));
        accumulator.Accumulate((new[] { float.PositiveInfinity, 0f }, right));
        Assert.True(accumulator.Accumulate((new[] { 1f, 0f }, right)));
        Assert.Equal((0L, 1L, 2f, 0), (scaled.GrowthCounter, scaled.SkippedSteps, scaled.Scale, accumulator.Count));
    }

    [Fact]
    public void WrongArguments_AreRefused()
    {
        using AdamOptimizer optimizer = TrainingSetup.Plain();
        Assert.Throws<ArgumentNullException>(() => new GradientAccumulator((AdamOptimizer)null!, 2));
        Assert.Throws<ArgumentNullException>(() => new GradientAccumulator((LossScaleOptimizer)null!, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new GradientAccumulator(optimizer, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new GradientAccumulator(optimizer, 2, (GradientReduction)2));
        var accumulator = new GradientAccumulator(optimizer, 2);
        accumulator.Dispose();
        Assert.Throws<ObjectDisposedException>(() => accumulator.Accumulate((new float[1], new AdamVariable("w", [1f]))));
        Assert.Throws<ObjectDisposedException>(() => accumulator.Apply());
        Assert.Throws<ObjectDisposedException>(() => accumulator.GetState());
    }

    private static IAdamOptimizer Any(IAdamOptimizer optimizer) => optimizer;

    private static AdamVariable[] Variables() =>
        [.. Lengths.Select((length, i) => new AdamVariable($"w{i}", TrainingSetup.Values(length, (ulong)(9000 + i))))];

    private static (Gradient, AdamVariable)[] Pairs(AdamVariable[] variables, Func<int, float[]?> gradient) =>
        [.. variables.Select((variable, i) => ((Gradient)gradient(i), variable))];

    /// <summary>The sum in the order of the micro-steps, one rounded and flushed operation after the other.</summary>
    private static float[]? Reduced(int step, int microSteps, int variable, GradientReduction reduction)
    {
        float[]? sum = null;
        for (int micro = 0; micro < microSteps; micro++)
        {
            if (GradientOf(step, micro, variable) is { } gradient)
            {
                sum = sum is null ? gradient : [.. sum.Zip(gradient, FlushedFloat.Add)];
            }
        }

        return reduction == GradientReduction.Sum ? sum : sum?.Select(x => FlushedFloat.Divide(x, microSteps)).ToArray();
    }
}
