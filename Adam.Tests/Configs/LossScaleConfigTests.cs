using System;
using System.Collections.Generic;
using Adam.Tests.Goldens;
using Adam.Tests.Training;
using Xunit;
using Structures = Adam.Tests.Goldens.Structures;

namespace Adam.Tests.Configs;

/// <summary>The configuration of an optimizer behind a loss scale: its text, and that it makes the same optimizer again (S10.10).</summary>
public sealed class LossScaleConfigTests(ITestOutputHelper output)
{
    private const int Steps = 10;

    private const string Inner =
        """{"module":"keras.optimizers","class_name":"Adam","config":{"name":"Adam","weight_decay":null,"clipnorm":null,"global_clipnorm":null,"clipvalue":null,"use_ema":false,"ema_momentum":0.99,"ema_overwrite_frequency":null,"jit_compile":false,"is_legacy_optimizer":false,"learning_rate":0.0010000000474974513,"beta_1":0.9,"beta_2":0.999,"epsilon":1e-07,"amsgrad":false},"registered_name":null}""";

    [Fact]
    public void Dynamic_IsTheOriginalsDocument()
    {
        using var optimizer = new LossScaleOptimizer(new Structures.Plain());
        Assert.Equal(Document("true", "32768.0", "2000"), optimizer.GetConfig().ToJson());
    }

    [Fact]
    public void Fixed_IsTheOriginalsDocument()
    {
        using var optimizer = LossScaleOptimizer.Fixed(new Structures.Plain(), 8);
        Assert.Equal(Document("false", "8.0", "null"), optimizer.GetConfig().ToJson());
    }

    [Fact]
    public void Minimum_IsTheLastKey_AndOnlyThereWhereItIsNotOne()
    {
        using var lower = new LossScaleOptimizer(new Structures.Plain(), initialScale: 4, dynamicGrowthSteps: 3, minimumScale: 0.25);
        Assert.Equal(Document("true", "4.0", "3", ",\"minimum_scale\":0.25"), lower.GetConfig().ToJson());
        using var standard = new LossScaleOptimizer(new Structures.Plain(), minimumScale: 1);
        Assert.DoesNotContain("minimum_scale", standard.GetConfig().ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void AnythingThatTheOriginalLoads_IsRead()
    {
        // Both names in any case, the short form, the arguments alone, whole numbers, and nulls for defaults.
        foreach (string json in new[]
        {
            Document("true", "32768", "2000.0"),
            $$"""{"class_name": "lossscaleoptimizer", "config": {"inner_optimizer": {{Inner}} } }""",
            """{"inner_optimizer": {"class_name": "adam", "config": {}}, "initial_scale": null, "dynamic_growth_steps": null, "minimum_scale": null}""",
        })
        {
            Assert.Equal(Document("true", "32768.0", "2000"), LossScaleConfigDocument.Parse(json).ToJson());
        }
    }

    [Fact]
    public void Properties_AreTheArguments()
    {
        LossScaleConfigDocument moves = LossScaleConfigDocument.Parse(Document("true", "4.0", "3", ",\"minimum_scale\":0.25"));
        Assert.Equal((true, 4.0, 3L, 0.25), (moves.IsDynamic, moves.InitialScale, moves.DynamicGrowthSteps, moves.MinimumScale));
        Assert.Equal(Inner, moves.Inner.ToJson());
        LossScaleConfigDocument stays = LossScaleConfigDocument.Parse(Document("false", "8.0", "null"));
        Assert.Equal((false, 8.0, null, null), (stays.IsDynamic, stays.InitialScale, stays.DynamicGrowthSteps, stays.MinimumScale));
    }

    [Fact]
    public void EveryStructureBehindEveryScale_TakesTheSameSteps()
    {
        int trips = 0;
        foreach (StructureKey key in StructureCatalog.Keys)
        {
            foreach (Func<AdamOptimizer, LossScaleOptimizer> wrap in Scales())
            {
                using LossScaleOptimizer first = wrap(TrainingSetup.Create(TrainingSetup.Config(key)));
                string json = first.GetConfig().ToJson();
                using LossScaleOptimizer second = LossScaleOptimizer.FromConfig(json, options => StructureCatalog.Create(key, options));
                Assert.Equal(json, second.GetConfig().ToJson());
                AssertSameSteps(first, second, $"{key}, {json}");
                trips++;
            }
        }

        output.WriteLine($"{trips} round trips of {Steps} steps equal in bits.");
        Assert.Equal(96 * 4, trips);
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(9007199254740993)]
    [InlineData(-5)]
    public void AnyCountOfSteps_ComesBackExactly(long steps)
    {
        using var first = new LossScaleOptimizer(new Structures.Plain(), dynamicGrowthSteps: steps);
        using LossScaleOptimizer second = LossScaleOptimizer.FromConfig(first.GetConfig().ToJson(), options => new Structures.Plain(options));
        Assert.Equal(steps, second.DynamicGrowthSteps);
    }

    [Fact]
    public void AConfigurationWrittenInTraining_StartsAnew()
    {
        using var first = new LossScaleOptimizer(TrainingSetup.Plain(), initialScale: 4, dynamicGrowthSteps: 1);
        first.ApplyGradients((new[] { 1f }, new AdamVariable("w", [1f])));
        using LossScaleOptimizer second = LossScaleOptimizer.FromConfig(first.GetConfig().ToJson(), options => new Structures.Plain(options));
        Assert.Equal((8f, 4f, 0L), (first.Scale, second.Scale, second.Iterations));
    }

    [Fact]
    public void SchedulesOfARegistry_ComeBack()
    {
        ScheduleRegistry registry = new ScheduleRegistry().Add<Twice>(
            "Twice", (schedule, writer) => writer.Number("rate", schedule.Rate), reader => new Twice(reader.Number("rate")));
        using var first = new LossScaleOptimizer(new Structures.Plain(new AdamOptions { LearningRate = new Twice(0.25) }));
        Assert.Contains("Twice", Assert.Throws<InvalidOperationException>(() => first.GetConfig()).Message, StringComparison.Ordinal);
        string json = first.GetConfig(registry).ToJson();
        using LossScaleOptimizer second = LossScaleOptimizer.FromConfig(json, options => new Structures.Plain(options), registry);
        Assert.Equal(json, second.GetConfig(registry).ToJson());
        Assert.Throws<ArgumentException>(() => LossScaleConfigDocument.Parse(json));
    }

    private static string Document(string dynamic, string initialScale, string growthSteps, string last = "") =>
        $$"""{"module":"tf_keras.src.mixed_precision.loss_scale_optimizer","class_name":"LossScaleOptimizerV3","config":{"inner_optimizer":{{Inner}},"dynamic":{{dynamic}},"initial_scale":{{initialScale}},"dynamic_growth_steps":{{growthSteps}}{{last}}},"registered_name":"LossScaleOptimizerV3"}""";

    private static IEnumerable<Func<AdamOptimizer, LossScaleOptimizer>> Scales() =>
    [
        inner => new LossScaleOptimizer(inner),
        inner => new LossScaleOptimizer(inner, initialScale: 4, dynamicGrowthSteps: 2),
        inner => new LossScaleOptimizer(inner, initialScale: 0.5, dynamicGrowthSteps: 3, minimumScale: 0.1),
        inner => LossScaleOptimizer.Fixed(inner, 1.7),
    ];

    private static void AssertSameSteps(LossScaleOptimizer first, LossScaleOptimizer second, string what)
    {
        AdamVariable[] left = Variables(), right = Variables();
        for (ulong step = 1; step <= Steps; step++)
        {
            float[] kernel = TrainingSetup.Values(37, step), bias = TrainingSetup.Values(5, step + 100);
            if (step is 4 or 7)
            {
                bias[2] = float.PositiveInfinity;
            }

            first.ApplyScaledGradients((kernel, left[0]), (bias, left[1]));
            second.ApplyScaledGradients((kernel, right[0]), (bias, right[1]));
            Assert.Equal((first.Scale, first.GrowthCounter, first.SkippedSteps), (second.Scale, second.GrowthCounter, second.SkippedSteps));
        }

        Assert.Equal(first.IsDynamic ? 2 : 0, first.SkippedSteps);
        TrainingSetup.AssertSame(first.Inner, left, second.Inner, right, what);
    }

    private static AdamVariable[] Variables() => [new("kernel", TrainingSetup.Values(37, 900)), new("bias", TrainingSetup.Values(5, 901))];

    private sealed class Twice(double rate) : LearningRateSchedule
    {
        public double Rate => rate;

        public override float ValueAt(long iteration) => (float)(2 * Rate);
    }
}
