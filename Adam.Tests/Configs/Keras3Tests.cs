using System;
using Xunit;
using Structures = Adam.Tests.Goldens.Structures;

namespace Adam.Tests.Configs;

/// <summary>Configurations of Keras 3: keys that it always writes, and whose value says that they are off, are no obstacle.</summary>
public sealed class Keras3Tests
{
    private const string Adam =
        """{"module": "keras.optimizers", "class_name": "Adam", "config": {"name": "adam", "learning_rate": 0.001, "weight_decay": null, "clipnorm": null, "global_clipnorm": null, "clipvalue": null, "use_ema": false, "ema_momentum": 0.99, "ema_overwrite_frequency": null, "loss_scale_factor": null, "gradient_accumulation_steps": null, "beta_1": 0.9, "beta_2": 0.999, "epsilon": 1e-07, "amsgrad": false}, "registered_name": null}""";

    [Fact]
    public void ItsAdam_IsRead()
    {
        using var optimizer = new Structures.Plain(AdamOptions.FromConfig(Adam));
        Assert.Equal("adam", optimizer.Name);
        Assert.DoesNotContain("loss_scale_factor", optimizer.GetConfig().ToJson(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"loss_scale_factor\": null", "\"loss_scale_factor\": 0.5", "`config.loss_scale_factor` is 0.5; make it null, and scale loss and gradients around the optimizer.")]
    [InlineData("\"gradient_accumulation_steps\": null", "\"gradient_accumulation_steps\": 4", "`config.gradient_accumulation_steps` is 4; make it null, and sum the gradients before ApplyGradients.")]
    public void WhatIsOn_IsAnError(string off, string on, string message)
    {
        var error = Assert.Throws<ArgumentException>(() => AdamConfigDocument.Parse(Adam.Replace(off, on, StringComparison.Ordinal)));
        Assert.Equal(message, error.Message);
    }

    /// <summary>An older Keras 3 repeats the optimizer's arguments around it, and refuses them where they are on.</summary>
    [Fact]
    public void ItsLossScale_IsRead()
    {
        const string Off = "\"weight_decay\": null, \"clipnorm\": null, \"global_clipnorm\": null, \"clipvalue\": null, \"use_ema\": false, \"ema_momentum\": 0.99, \"ema_overwrite_frequency\": null, \"loss_scale_factor\": null, \"gradient_accumulation_steps\": null, ";
        string json = $$"""{ {{Off}}"inner_optimizer": {{Adam}}, "initial_scale": 1024.0, "dynamic_growth_steps": 5}""";
        using LossScaleOptimizer optimizer = LossScaleOptimizer.FromConfig(json, options => new Structures.Plain(options));
        Assert.Equal(1024, optimizer.Scale);

        foreach ((string off, string on, string message) in new[]
        {
            ("\"clipnorm\": null", "\"clipnorm\": 1.0", "`clipnorm` is 1.0; it belongs into `inner_optimizer`, move it there."),
            ("\"use_ema\": false", "\"use_ema\": true", "`use_ema` is true; it belongs into `inner_optimizer`, move it there."),
        })
        {
            var error = Assert.Throws<ArgumentException>(() => LossScaleConfigDocument.Parse(json.Replace(Off, Off.Replace(off, on, StringComparison.Ordinal), StringComparison.Ordinal)));
            Assert.Equal(message, error.Message);
        }
    }
}
