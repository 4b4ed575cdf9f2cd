using System;
using Xunit;

namespace Adam.Tests.Configs;

/// <summary>What is wrong in a document, where it stands, and what to do.</summary>
public sealed class ConfigErrorTests
{
    [Theory]
    [InlineData("""{"lr": 0.1}""", "`lr` is 0.1; use `learning_rate`.")]
    [InlineData("""{"decay": 0.0}""", "`decay` is 0.0; remove it, and for a decay other than 0 use an InverseTimeDecay")]
    [InlineData("""{"gradient_aggregator": null}""", "`gradient_aggregator` is null; remove it, and aggregate the gradients before ApplyGradients.")]
    [InlineData("""{"gradient_transformers": []}""", "`gradient_transformers` is []; remove it, and transform the gradients before ApplyGradients.")]
    [InlineData("""{"mesh": 1}""", "`mesh` is 1; remove it")]
    [InlineData("""{"loss_scale_factor": 2.0}""", "`loss_scale_factor` is 2.0; make it null")]
    [InlineData("""{"gradient_accumulation_steps": 2}""", "`gradient_accumulation_steps` is 2; make it null")]
    [InlineData("""{"clip_norm": 2}""", "`clip_norm` is 2; use `clipnorm`.")]
    [InlineData("""{"clip_value": 2}""", "`clip_value` is 2; use `clipvalue`.")]
    [InlineData("""{"global_clip_norm": 2}""", "`global_clip_norm` is 2; use `global_clipnorm`.")]
    [InlineData("""{"beta1": 2}""", "`beta1` is 2; use `beta_1`.")]
    [InlineData("""{"beta2": 2}""", "`beta2` is 2; use `beta_2`.")]
    [InlineData("""{"eps": 2}""", "`eps` is 2; use `epsilon`.")]
    [InlineData("""{"momentum": 0.9}""", "`momentum` is 0.9; there is no such key, remove it. Known are name, weight_decay, ")]
    [InlineData("""{"class_name": "Adam", "config": {"lr": 0.1}}""", "`config.lr` is 0.1; use `learning_rate`.")]
    [InlineData("""{"class_name": "Adam", "config": {}, "extra": 1}""", "`extra` is 1; there is no such key, remove it.")]
    public void AnUnknownKey_NamesItsReplacement(string json, string message) => AssertStarts(json, message);

    [Theory]
    [InlineData("""{"beta_1": "0.9"}""", "`beta_1` is \"0.9\"; it must be a number.")]
    [InlineData("""{"beta_1": true}""", "`beta_1` is true; it must be a number.")]
    [InlineData("""{"beta_1": null}""", "`beta_1` is null; it must be a number.")]
    [InlineData("""{"clipnorm": {}}""", "`clipnorm` is {}; it must be a number.")]
    [InlineData("""{"amsgrad": 1}""", "`amsgrad` is 1; it must be true or false.")]
    [InlineData("""{"jit_compile": "no"}""", "`jit_compile` is \"no\"; it must be true or false.")]
    [InlineData("""{"name": 5}""", "`name` is 5; it must be a text or null.")]
    [InlineData("""{"name": null}""", "`name` is null; it must be a text.")]
    [InlineData("""{"name": "\ud800"}""", "`name` has half a surrogate pair; it must be Unicode text.")]
    [InlineData("""{"\ud800": 1}""", "The configuration has a key with half a surrogate pair")]
    [InlineData("""{"learning_rate": [0.1]}""", "`learning_rate` is [0.1]; it must be a number.")]
    [InlineData("""{"ema_overwrite_frequency": 2.0}""", "`ema_overwrite_frequency` is 2.0; it must be an integer of 32 bits, or null for never.")]
    [InlineData("""{"ema_overwrite_frequency": 3000000000}""", "`ema_overwrite_frequency` is 3000000000; it must be an integer of 32 bits")]
    [InlineData("""{"epsilon": 1e999}""", "`epsilon` is 1e999; its magnitude must be at most 1.7976931348623157e+308.")]
    [InlineData("""{"learning_rate": 1e39}""", "`learning_rate` is 1e+39; its magnitude must be at most 3.4028234663852886e+38.")]
    [InlineData("""{"is_legacy_optimizer": true}""", "`is_legacy_optimizer` is true; the legacy optimizer is another one")]
    [InlineData("""{"clipnorm": 0, "global_clipnorm": 1.0}""", "`clipnorm` is 0 and `global_clipnorm` is 1.0; one of them must be null.")]
    [InlineData("""{"use_ema": true, "ema_momentum": 1.5}""", "`ema_momentum` is 1.5; it must be in [0, 1].")]
    [InlineData("""{"use_ema": true, "ema_overwrite_frequency": -1}""", "`ema_overwrite_frequency` is -1; it must be at least 1, or null for never.")]
    [InlineData("""{"beta_1": 0.5, "beta_1": 0.5}""", "`beta_1` is there twice; remove one of them.")]
    public void AWrongValue_NamesTheKeyAndWhatItMustBe(string json, string message) => AssertStarts(json, message);

    [Theory]
    [InlineData("""{"class_name": "AdamW", "config": {}}""", "`class_name` is \"AdamW\"; it must be \"Adam\", which does the same with `weight_decay`.")]
    [InlineData("""{"class_name": "SGD", "config": {}}""", "`class_name` is \"SGD\"; it must be \"Adam\".")]
    [InlineData("""{"class_name": "Adam", "config": {}, "module": "keras.optimizers.legacy"}""", "`module` is \"keras.optimizers.legacy\"; the legacy optimizer is another one")]
    [InlineData("""{"class_name": "Adam"}""", "`config` is missing; it must be an object.")]
    [InlineData("""{"class_name": "Adam", "config": []}""", "`config` is []; it must be an object.")]
    [InlineData("""[]""", "The configuration is []; it must be an object.")]
    [InlineData("""{"learning_rate": {"class_name": "Magic", "config": {}}}""", "`learning_rate.class_name` is \"Magic\"; it must be one of ExponentialDecay, ")]
    [InlineData("""{"learning_rate": {"config": {}}}""", "`learning_rate.class_name` is missing; it must be the name of a schedule.")]
    [InlineData("""{"learning_rate": {"class_name": "ConstantSchedule", "config": {}}}""", "`learning_rate.config.learning_rate` is missing; it must be a number.")]
    [InlineData("""{"learning_rate": {"class_name": "ConstantSchedule", "config": {"learning_rate": 1, "x": 2}}}""", "`learning_rate.config.x` is 2; there is no such key, remove it. Known are learning_rate, name.")]
    [InlineData("""{"learning_rate": {"class_name": "ExponentialDecay", "config": {"initial_learning_rate": 1, "decay_steps": 0, "decay_rate": 1}}}""", "`learning_rate.config` is wrong: `decaySteps` is 0; it must be a finite number greater than 0.")]
    [InlineData("""{"learning_rate": {"class_name": "PiecewiseConstantDecay", "config": {"boundaries": [1.5], "values": [1, 2]}}}""", "`learning_rate.config.boundaries[0]` is 1.5; it must be a whole number of 64 bits.")]
    [InlineData("""{"learning_rate": {"class_name": "PiecewiseConstantDecay", "config": {"boundaries": 1, "values": [1, 2]}}}""", "`learning_rate.config.boundaries` is 1; it must be a list.")]
    [InlineData("""{"learning_rate": {"class_name": "PiecewiseConstantDecay", "config": {"boundaries": [1], "values": [1, "a"]}}}""", "`learning_rate.config.values[1]` is \"a\"; it must be a number.")]
    [InlineData("""{"learning_rate": {"class_name": "LinearWarmup", "config": {"schedule": 5, "warmup_steps": 3}}}""", "`learning_rate.config.schedule` is 5; it must be an object.")]
    public void AnotherObject_IsNamedByItsPlace(string json, string message) => AssertStarts(json, message);

    [Theory]
    [InlineData("")]
    [InlineData("Adam")]
    [InlineData("{")]
    [InlineData("{\"beta_1\": NaN}")]
    [InlineData("{\"beta_1\": Infinity}")]
    [InlineData("{\"beta_1\": 0.9,}")]
    [InlineData("{} {}")]
    [InlineData("{'beta_1': 0.9}")]
    public void TextThatIsNotJson_SaysWhereItEnds(string text) => AssertStarts(text, "The configuration is not JSON of at most 64 levels, seen at line 1, byte ");

    [Fact]
    public void HalfASurrogatePairInTheText_IsAnError() => AssertStarts("{\"name\": \"\ud800\"}", "The configuration has half a surrogate pair");

    [Fact]
    public void DeepNesting_IsAnError() => AssertStarts(
        string.Concat(new string('[', 2_000_000), new string(']', 2_000_000)), "The configuration is not JSON of at most 64 levels");

    [Fact]
    public void ALongText_IsAnError() => AssertStarts(new string(' ', 5_000_000), "The configuration has 5000000 characters; it must have at most 4194304.");

    [Fact]
    public void ALongValue_IsShortened()
    {
        var error = Assert.Throws<ArgumentException>(() => AdamConfigDocument.Parse($$"""{"beta_1": "{{new string('x', 1_000_000)}}"}"""));
        Assert.InRange(error.Message.Length, 1, 200);
        error = Assert.Throws<ArgumentException>(() => AdamConfigDocument.Parse($$"""{"{{new string('x', 1_000_000)}}": 1}"""));
        Assert.InRange(error.Message.Length, 1, 500);
    }

    [Fact]
    public void Null_IsAnError() => Assert.Throws<ArgumentNullException>(() => AdamConfigDocument.Parse(null!));

    private static void AssertStarts(string json, string message)
    {
        var error = Assert.Throws<ArgumentException>(() => AdamConfigDocument.Parse(json));
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }
}
