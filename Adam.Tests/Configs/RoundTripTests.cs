using System;
using System.Linq;
using Adam.Tests.Goldens;
using Adam.Tests.Reference;
using Xunit;
using Structures = Adam.Tests.Goldens.Structures;

namespace Adam.Tests.Configs;

/// <summary>GetConfig, JSON and FromConfig give an optimizer that takes the same steps, in bits.</summary>
public sealed class RoundTripTests(ITestOutputHelper output)
{
    private const int Steps = 10;

    /// <summary>Every schedule of the library, with arguments that differ from the defaults.</summary>
    public static TheoryData<string> Schedules => [.. Examples.Select(schedule => schedule.Name!)];

    private static LearningRateSchedule[] Examples =>
    [
        new ExponentialDecay(0.1, 3, 0.9, staircase: true, name: "exponential"),
        new PiecewiseConstantDecay([2, 5], [0.1, 0.01, 0.3], name: "piecewise"),
        new PolynomialDecay(0.1, 4, 0.01, 2, cycle: true, name: "polynomial"),
        new InverseTimeDecay(0.1, 2.5, 0.5, staircase: true, name: "inverse time"),
        new CosineDecay(0.01, 6, 0.1, "cosine", 0.05, 3),
        new CosineDecay(0.1, 6, name: "cosine without warm-up"),
        new CosineDecayRestarts(0.1, 3, 1.5, 0.9, 0.2, "restarts"),
        new ConstantSchedule(0.1, "constant"),
        new LinearWarmup(new ExponentialDecay(0.1, 3, 0.9), 4, 0.01, "warm-up"),
        new ChainedSchedule([new ConstantSchedule(0.1), new LinearWarmup(new CosineDecay(0.1, 5), 2)], [3], "chain"),
    ];

    [Fact]
    public void EveryStructureWithEveryRate_SurvivesAsItIs()
    {
        int trips = 0;
        LearningRateSchedule?[] rates = [null, .. Examples];
        foreach (StructureKey key in StructureCatalog.Keys)
        {
            var config = new ReferenceConfig
            {
                Name = "round",
                LearningRate = 0.02,
                Beta1 = 0.8,
                Beta2 = 0.97,
                Epsilon = 1e-5,
                Amsgrad = key.Amsgrad,
                AdaptiveEpsilon = key.Adaptive,
                WeightDecay = key.Decay ? 0.03 : null,
                ClipNorm = key.Clip == ReferenceClip.Norm ? 0.7 : null,
                ClipValue = key.Clip == ReferenceClip.Value ? 0.4 : null,
                GlobalClipNorm = key.Clip == ReferenceClip.GlobalNorm ? 0.9 : null,
                UseEma = key.Ema,
                EmaMomentum = key.Ema ? 0.6 : 0.99,
                EmaOverwriteFrequency = key.Overwrite ? 4 : null,
            };
            foreach (LearningRateSchedule? schedule in rates)
            {
                using AdamOptimizer first = StructureCatalog.Create(config with { Schedule = schedule }, InstructionSets.Best);
                AssertSurvives(key, first);
                trips++;
            }
        }

        output.WriteLine($"{trips} round trips of {Steps} steps equal in bits: {StructureCatalog.Keys.Count} structures, a number and {Examples.Length} schedules.");
        Assert.Equal(96 * 11, trips);
    }

    [Theory]
    [MemberData(nameof(Schedules))]
    public void EverySchedule_SurvivesAsItIs(string name)
    {
        LearningRateSchedule schedule = Examples.Single(example => example.Name == name);
        var key = new StructureKey(false, false, false, true, ReferenceClip.None, false);
        using AdamOptimizer first = StructureCatalog.Create(key, new AdamOptions { LearningRate = schedule });
        AssertSurvives(key, first);

        LearningRateSchedule read = AdamConfigDocument.Parse(first.GetConfig().ToJson()).LearningRate.Schedule!;
        Assert.NotSame(schedule, read);
        Assert.Equal(name, read.Name);
        for (int step = 0; step < 50; step++)
        {
            Assert.Equal(schedule.ValueAt(step), read.ValueAt(step));
        }
    }

    [Theory]
    [MemberData(nameof(Schedules))]
    public void AStepWithASchedule_AllocatesNothing(string name)
    {
        LearningRateSchedule schedule = Examples.Single(example => example.Name == name);
        using var optimizer = new Structures.Plain(new AdamOptions { LearningRate = schedule });
        AdamVariable variable = new("w", [1f]);
        float[] gradient = [0.5f];
        optimizer.ApplyGradients((gradient, variable));
        Assert.Equal(0, Allocation.Of(() => optimizer.ApplyGradients((gradient, variable)), 20));
    }

    [Fact]
    public void AScheduleClassIsInTheExamples_IfItIsInTheLibrary()
    {
        Type[] library = [.. typeof(LearningRateSchedule).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(LearningRateSchedule)))];
        Assert.Equal(library.ToHashSet(), Examples.Select(example => example.GetType()).ToHashSet());
    }

    private static void AssertSurvives(StructureKey key, AdamOptimizer first)
    {
        string json = first.GetConfig().ToJson();
        using AdamOptimizer second = StructureCatalog.Create(key, AdamOptions.FromConfig(json));
        Assert.Equal(json, second.GetConfig().ToJson());
        Array[] expected = Train(first);
        Array[] actual = Train(second);
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 1; i < expected.Length; i++)
        {
            Bits.AssertEqual((float[])expected[i], (float[])actual[i], () => $"{key}, array {i}");
        }

        Assert.Equal(first.LearningRate.Value, second.LearningRate.Value);
    }

    /// <summary>The state after some steps, and the variables at its end.</summary>
    private static Array[] Train(AdamOptimizer optimizer)
    {
        var random = new Random(5);
        float[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() - 0.5f) * 3)];
        AdamVariable[] variables = [new("kernel", Draw(37)), new("bias", Draw(5))];
        for (int step = 0; step < Steps; step++)
        {
            optimizer.ApplyGradients([(Draw(37), variables[0]), (Draw(5), variables[1])]);
        }

        return [.. optimizer.GetWeights(), .. variables.Select(variable => variable.Span.ToArray())];
    }
}
