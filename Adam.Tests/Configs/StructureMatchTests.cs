using System;
using System.Linq;
using Adam.Tests.Goldens;
using Adam.Tests.Reference;
using Xunit;
using Structures = Adam.Tests.Goldens.Structures;

namespace Adam.Tests.Configs;

/// <summary>A class whose stages are not those of a configuration says what to change in its attribute.</summary>
public sealed class StructureMatchTests
{
    [Theory]
    [InlineData("""{"amsgrad": true}""", "`amsgrad` is true, add `Amsgrad = true`")]
    [InlineData("""{"adaptive_epsilon": true}""", "`adaptive_epsilon` is true, add `AdaptiveEpsilon = true`")]
    [InlineData("""{"use_ema": true}""", "`use_ema` is true, add `UseEma = true`")]
    [InlineData("""{"weight_decay": 0}""", "`weight_decay` is 0, add `WeightDecay = 0`")]
    [InlineData("""{"clipnorm": 1.5}""", "`clipnorm` is 1.5, add `ClipNorm = 1.5`")]
    [InlineData("""{"clipvalue": 0.5}""", "`clipvalue` is 0.5, add `ClipValue = 0.5`")]
    [InlineData("""{"global_clipnorm": 2}""", "`global_clipnorm` is 2, add `GlobalClipNorm = 2`")]
    [InlineData("""{"amsgrad": true, "weight_decay": 0.1}""", "`weight_decay` is 0.1, add `WeightDecay = 0.1`; `amsgrad` is true, add `Amsgrad = true`")]
    public void AStageThatTheClassLacks_IsToBeAdded(string json, string change)
    {
        var error = Assert.Throws<ArgumentException>(() => new Structures.Plain(AdamOptions.FromConfig(json)));
        Assert.Equal($"The configuration does not fit Plain. In its [AdamConfig]: {change}.", error.Message);
    }

    [Theory]
    [InlineData("Amsgrad", "`amsgrad` is false, remove `Amsgrad = true`")]
    [InlineData("Adaptive", "`adaptive_epsilon` is false, remove `AdaptiveEpsilon = true`")]
    [InlineData("Ema", "`use_ema` is false, remove `UseEma = true`")]
    [InlineData("Decay", "`weight_decay` is null, remove `WeightDecay`")]
    public void AStageThatTheConfigurationLacks_IsToBeRemoved(string stage, string change)
    {
        var key = new StructureKey(stage == "Amsgrad", stage == "Ema", false, stage == "Decay", ReferenceClip.None, stage == "Adaptive");
        var error = Assert.Throws<ArgumentException>(() => StructureCatalog.Create(key, AdamOptions.FromConfig("{}")));
        Assert.EndsWith($"In its [AdamConfig]: {change}.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnotherLimit_TakesThePlaceOfTheClasss()
    {
        var error = Assert.Throws<ArgumentException>(() => new Structures.ClipNorm(AdamOptions.FromConfig("""{"clipvalue": 0.5}""")));
        Assert.EndsWith("`clipnorm` is null, remove `ClipNorm`; `clipvalue` is 0.5, add `ClipValue = 0.5`.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"clipnorm": 0}""")]
    public void ALimitThatOnlyTheClassHas_IsOff_WithTheBitsOfNone(string json)
    {
        using var limited = new Structures.ClipNorm(AdamOptions.FromConfig(json));
        using var plain = new Structures.Plain(AdamOptions.FromConfig("{}"));
        AdamVariable left = new("w", [1, 2, 3]);
        AdamVariable right = new("w", [1, 2, 3]);
        for (int step = 0; step < 10; step++)
        {
            float[] gradient = [3 - step, 40, -0.5f * step];
            limited.ApplyGradients([(gradient, left)]);
            plain.ApplyGradients([(gradient, right)]);
        }

        Assert.Equal(right.Span.ToArray(), left.Span.ToArray());
        Assert.Equal(AdamConfigDocument.Parse(json).ToJson(), limited.GetConfig().ToJson());
    }

    [Fact]
    public void ALimitBesideANorm_IsKeptInTheConfiguration()
    {
        // S3.7: it does nothing, and the original writes it.
        const string Json = """{"clipnorm": 1.0, "clipvalue": 0.25}""";
        using var optimizer = new Structures.ClipNorm(AdamOptions.FromConfig(Json));
        Assert.Null(optimizer.ClipValue);
        Assert.Equal(0.25, optimizer.GetConfig().ClipValue);
        Assert.Throws<ArgumentException>(() => optimizer.ClipNorm = null);
    }

    [Theory]
    [InlineData("""{"ema_momentum": 7.5, "ema_overwrite_frequency": -3}""")]
    [InlineData("""{"beta_1": 0, "epsilon": 1, "ema_momentum": 1}""")]
    [InlineData("""{"learning_rate": {"class_name": "CosineDecayRestarts", "config": {"initial_learning_rate": 1, "first_decay_steps": 10.0, "t_mul": 2}}}""")]
    public void WhatDoesNothing_AndTheFormOfNumbers_StayAsTheyWere(string json)
    {
        // S1.9: without averages any momentum and frequency is stored unchecked.
        using var optimizer = new Structures.Plain(AdamOptions.FromConfig(json));
        string written = optimizer.GetConfig().ToJson();
        Assert.Equal(AdamConfigDocument.Parse(json).ToJson(), written);
        foreach (string pair in json.Trim('{', '}').Split("{")[^1].Split(", ").Where(pair => !pair.Contains("class_name", StringComparison.Ordinal)))
        {
            Assert.Contains(pair.Replace(": ", ":", StringComparison.Ordinal), written, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void TheOptions_CanStillBeChanged()
    {
        AdamOptions options = AdamOptions.FromConfig("""{"learning_rate": 0.5, "beta_1": 0.7}""");
        options.LearningRate = 0.25;
        using var optimizer = new Structures.Plain(options);
        Assert.Equal(0.25, optimizer.LearningRate.Value);
        Assert.Equal(0.7, optimizer.Beta1.Value);
    }

    [Fact]
    public void WhatTheAttributeSays_DoesNotFillAConfigurationsGaps()
    {
        using var optimizer = new Overwriting(AdamOptions.FromConfig("""{"use_ema": true}"""));
        Assert.Null(optimizer.EmaOverwriteFrequency);
        Assert.Equal(0.9, optimizer.Beta1.Value);
        Assert.Equal("Adam", optimizer.Name);
    }
}

[AdamConfig(UseEma = true, EmaOverwriteFrequency = 3, Beta1 = 0.5, Name = "other")]
internal sealed partial class Overwriting;
