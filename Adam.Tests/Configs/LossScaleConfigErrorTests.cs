using System;
using Adam.Tests.Training;
using Xunit;
using Structures = Adam.Tests.Goldens.Structures;

namespace Adam.Tests.Configs;

/// <summary>What is wrong in the configuration of a loss scale, where it stands, and what to do.</summary>
public sealed class LossScaleConfigErrorTests
{
    private const string Inner = "\"inner_optimizer\": {\"class_name\": \"Adam\", \"config\": {}}";

    [Theory]
    [InlineData("{}", "`inner_optimizer` is missing; it must be an object.")]
    [InlineData("""{"inner_optimizer": null}""", "`inner_optimizer` is null; it must be an object.")]
    [InlineData("""{"inner_optimizer": {}}""", "`inner_optimizer.class_name` is missing; it must be \"Adam\".")]
    [InlineData("""{"inner_optimizer": {"class_name": "SGD", "config": {}}}""", "`inner_optimizer.class_name` is \"SGD\"; it must be \"Adam\".")]
    [InlineData("""{"inner_optimizer": {"class_name": "LossScaleOptimizerV3", "config": {}}}""", "`inner_optimizer.class_name` is \"LossScaleOptimizerV3\"; it must be \"Adam\"")]
    [InlineData("""{"inner_optimizer": {"module": "keras.optimizers.legacy", "class_name": "Adam", "config": {}}}""", "`inner_optimizer.module` is \"keras.optimizers.legacy\"; the legacy optimizer is another one")]
    [InlineData("""{"inner_optimizer": {"class_name": "Adam", "config": {"lr": 1}}}""", "`inner_optimizer.config.lr` is 1; use `learning_rate`.")]
    [InlineData("""{"inner_optimizer": {"class_name": "Adam", "config": {}, "more": 1}}""", "`inner_optimizer.more` is 1; there is no such key, remove it.")]
    [InlineData("""{"class_name": "LossScaleOptimizerV3"}""", "`config` is missing; it must be an object.")]
    [InlineData("""{"config": {}}""", "`class_name` is missing; it must be \"LossScaleOptimizerV3\".")]
    [InlineData("""{"class_name": "Adam", "config": {}}""", "`class_name` is \"Adam\"; it must be \"LossScaleOptimizerV3\", and AdamOptions.FromConfig reads an optimizer without a loss scale.")]
    [InlineData("""{"class_name": "LossScaleOptimizerV1", "config": {}}""", "`class_name` is \"LossScaleOptimizerV1\"; it must be \"LossScaleOptimizerV3\".")]
    [InlineData("[]", "The configuration is []; it must be an object.")]
    [InlineData("{", "The configuration is not JSON of at most 64 levels")]
    public void AWrongDocument_IsNamedByItsPlace(string json, string message) => AssertStarts(json, message);

    [Theory]
    [InlineData("\"dynamic\": 1", "`dynamic` is 1; it must be true or false.")]
    [InlineData("\"initial_scale\": \"8\"", "`initial_scale` is \"8\"; it must be a number.")]
    [InlineData("\"initial_scale\": 1e999", "`initial_scale` is 1e999; its magnitude must be at most 1.7976931348623157e+308.")]
    [InlineData("\"dynamic_growth_steps\": 2.5", "`dynamic_growth_steps` is 2.5; it must be a whole number of 64 bits.")]
    [InlineData("\"dynamic_growth_steps\": 9223372036854775808", "`dynamic_growth_steps` is 9223372036854775808; it must be a whole number of 64 bits.")]
    [InlineData("\"minimum_scale\": 0", "The configuration is wrong: `minimumScale` is 0; it must be greater than zero and a normal number in binary32.")]
    [InlineData("\"initial_scale\": 0", "The configuration is wrong: `initialScale` is 0; it must be greater than zero and a normal number in binary32.")]
    [InlineData("\"initial_scale\": -8.0", "The configuration is wrong: `initialScale` is -8; it must be greater than zero and a normal number in binary32.")]
    [InlineData("\"dynamic\": false", "The configuration is wrong: `initialScale` is null and `dynamic` false; give the fixed scale.")]
    [InlineData("\"dynamic\": false, \"initial_scale\": 8, \"dynamic_growth_steps\": 7", "The configuration is wrong: `dynamicGrowthSteps` is 7 and `dynamic` false;")]
    [InlineData("\"dynamic\": false, \"initial_scale\": 8, \"minimum_scale\": 2", "The configuration is wrong: `minimumScale` is 2 and `dynamic` false;")]
    [InlineData("\"loss_scale\": \"dynamic\"", "`loss_scale` is \"dynamic\"; use `dynamic`, `initial_scale` and `dynamic_growth_steps`.")]
    [InlineData("\"optimizer\": {}", "`optimizer` is {}; use `inner_optimizer`.")]
    [InlineData("\"learning_rate\": 0.1", "`learning_rate` is 0.1; it belongs into `inner_optimizer`, move it there.")]
    [InlineData("\"name\": null", "`name` is null; it belongs into `inner_optimizer`, move it there.")]
    [InlineData("\"growth\": 1", "`growth` is 1; there is no such key, remove it. Known are inner_optimizer, dynamic, initial_scale, dynamic_growth_steps, minimum_scale.")]
    [InlineData("\"dynamic\": true, \"dynamic\": true", "`dynamic` is there twice; remove one of them.")]
    public void AWrongArgument_NamesTheKeyAndWhatItMustBe(string arguments, string message)
    {
        AssertStarts($"{{{Inner}, {arguments}}}", message);
        AssertStarts(
            $"{{\"class_name\": \"LossScaleOptimizerV3\", \"config\": {{{Inner}, {arguments}}}}}",
            message.StartsWith('`') ? $"`config.{message[1..]}" : message.Replace("The configuration", "`config`", StringComparison.Ordinal));
    }

    [Fact]
    public void AnOptimizersReader_NamesTheOneOfALossScale()
    {
        using var optimizer = new LossScaleOptimizer(TrainingSetup.Plain());
        var error = Assert.Throws<ArgumentException>(() => AdamConfigDocument.Parse(optimizer.GetConfig().ToJson()));
        Assert.Equal("`class_name` is \"LossScaleOptimizerV3\"; it must be \"Adam\", and LossScaleOptimizer.FromConfig reads one behind a loss scale.", error.Message);
    }

    [Fact]
    public void WhatMakesTheOptimizer_MustMakeANewOne()
    {
        const string Json = $"{{{Inner}}}";
        Assert.Throws<ArgumentNullException>(() => LossScaleOptimizer.FromConfig(null!, options => new Structures.Plain(options)));
        Assert.Throws<ArgumentNullException>(() => LossScaleOptimizer.FromConfig(Json, null!));
        Assert.StartsWith("`create` gives null", Assert.Throws<ArgumentException>(() => LossScaleOptimizer.FromConfig(Json, _ => null!)).Message, StringComparison.Ordinal);
        Assert.StartsWith(
            "The configuration does not fit Amsgrad.",
            Assert.Throws<ArgumentException>(() => LossScaleOptimizer.FromConfig(Json, options => new Structures.Amsgrad(options))).Message,
            StringComparison.Ordinal);
        using var taken = new LossScaleOptimizer(TrainingSetup.Plain());
        Assert.Contains("behind a loss scale already", Assert.Throws<ArgumentException>(() => LossScaleOptimizer.FromConfig(Json, _ => taken.Inner)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatJsonCannotHold_IsAnError()
    {
        using var called = new LossScaleOptimizer(TrainingSetup.Plain()) { LearningRate = (Func<double>)(() => 0.5) };
        Assert.StartsWith("`LearningRate` is a delegate", Assert.Throws<InvalidOperationException>(() => called.GetConfig()).Message, StringComparison.Ordinal);
        called.Dispose();
        Assert.Throws<ObjectDisposedException>(() => called.GetConfig());
    }

    [Fact]
    public void SchedulesTooDeepBehindAScale_AreAnError()
    {
        // The deepest document of the optimizer alone is two levels too deep inside of another.
        LearningRateSchedule schedule = new ConstantSchedule(0.1);
        while (true)
        {
            using var plain = new Structures.Plain(new AdamOptions { LearningRate = schedule });
            using var scaled = new LossScaleOptimizer(new Structures.Plain(new AdamOptions { LearningRate = schedule }));
            _ = plain.GetConfig();
            try
            {
                string json = scaled.GetConfig().ToJson();
                Assert.Equal(json, LossScaleConfigDocument.Parse(json).ToJson());
            }
            catch (InvalidOperationException e)
            {
                Assert.Contains("nest fewer", e.Message, StringComparison.Ordinal);
                return;
            }

            schedule = new LinearWarmup(schedule, 1);
        }
    }

    private static void AssertStarts(string json, string message)
    {
        var error = Assert.Throws<ArgumentException>(() => LossScaleConfigDocument.Parse(json));
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }
}
