using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Json;
using Adam.Keras;
using Xunit;

namespace Adam.Tests.Keras;

/// <summary>Configurations of the forms that public files hold, old and new, and what they mean.</summary>
public sealed class InteropConfigTests(ITestOutputHelper output)
{
    [Fact]
    public void EveryPublicForm_MeansWhatIsRecorded()
    {
        string[] lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Keras", "Data", "configs-public.jsonl"));
        foreach (string line in lines)
        {
            using JsonDocument document = JsonDocument.Parse(line);
            JsonElement root = document.RootElement;
            string name = root.GetProperty("case").GetString()!;
            string config = root.GetProperty("config").GetRawText();
            if (root.GetProperty("refuse").ValueKind != JsonValueKind.Null)
            {
                KerasException refused = Assert.Throws<KerasException>(() => KerasConfig.Parse(config));
                Assert.Contains(refused.Problem, new[] { KerasProblem.OtherOptimizer, KerasProblem.Unsupported });
                continue;
            }

            AssertMeans(name, root.GetProperty("means"), KerasConfig.Parse(config));
        }

        Assert.Equal(19, lines.Length);
        output.WriteLine($"{lines.Length} configurations.");
    }

    [Fact]
    public void Decay_BecomesAScheduleAndTheResultSaysSo()
    {
        KerasConfig config = KerasConfig.Parse("""{"class_name": "Adam", "config": {"lr": 0.01, "decay": 0.5, "epsilon": null}}""");
        var schedule = Assert.IsType<InverseTimeDecay>(config.Document.LearningRate.Schedule);
        Assert.Equal((0.01, 1.0, 0.5), (schedule.InitialLearningRate, schedule.DecaySteps, schedule.DecayRate));
        Assert.Equal(3, config.Notes.Count);
        Assert.Contains(config.Notes, note => note.Contains("decay_steps 1", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"class_name": "Adam", "config": {"lr": 1, "learning_rate": 1}}""", "lr")]
    [InlineData("""{"class_name": "Adam", "config": {"clipnorm": 1, "clipvalue": 1, "decay": 0}}""", "limit")]
    [InlineData("""{"class_name": "Adam", "config": {"rho": 1}}""", "rho")]
    [InlineData("""{"class_name": "Adam", "config": {"gradient_accumulation_steps": 1e300}}""", "gradient_accumulation_steps")]
    [InlineData("""{"class_name": "Mine>Adam", "config": {}}""", "Mine>Adam")]
    [InlineData("""{"class_name": "LossScaleOptimizer", "config": {"inner_optimizer": {"class_name": "SGD", "config": {}}}}""", "SGD")]
    [InlineData("""{"class_name": "Adam"}""", "config")]
    [InlineData("""[]""", "class_name")]
    [InlineData("""{""", "JSON")]
    [InlineData("\"sgd\"", "sgd")]
    public void WhatMeansNothingHere_IsRefusedByName(string json, string named) =>
        Assert.Contains(named, Assert.Throws<KerasException>(() => KerasConfig.Parse(json)).Message, StringComparison.Ordinal);

    private static void AssertMeans(string name, JsonElement means, KerasConfig config)
    {
        foreach (JsonProperty property in means.EnumerateObject())
        {
            JsonElement expected = property.Value;
            if (property.Name == "learning_rate" && expected.ValueKind == JsonValueKind.Object)
            {
                var schedule = Assert.IsType<InverseTimeDecay>(config.Document.LearningRate.Schedule);
                JsonElement arguments = expected.GetProperty("config");
                AssertNumber(name, arguments.GetProperty("initial_learning_rate"), schedule.InitialLearningRate);
                AssertNumber(name, arguments.GetProperty("decay_steps"), schedule.DecaySteps);
                AssertNumber(name, arguments.GetProperty("decay_rate"), schedule.DecayRate);
                continue;
            }

            switch (property.Name)
            {
                case "amsgrad":
                    Assert.Equal(expected.GetBoolean(), config.Document.Amsgrad);
                    break;
                case "use_ema":
                    Assert.Equal(expected.GetBoolean(), config.Document.UseEma);
                    break;
                default:
                    AssertNumber(name, expected, Values[property.Name](config));
                    break;
            }
        }
    }

    private static readonly Dictionary<string, Func<KerasConfig, double?>> Values = new()
    {
        ["learning_rate"] = config => config.Document.LearningRate.Value,
        ["beta_1"] = config => config.Document.Beta1,
        ["beta_2"] = config => config.Document.Beta2,
        ["epsilon"] = config => config.Document.Epsilon,
        ["weight_decay"] = config => config.Document.WeightDecay,
        ["gradient_accumulation_steps"] = config => config.GradientAccumulationSteps,
        ["loss_scale_factor"] = config => config.LossScaleFactor,
    };

    /// <summary>The recorded numbers are those before they were rounded to binary32.</summary>
    private static void AssertNumber(string name, JsonElement expected, double? actual) =>
        Assert.True(expected.ValueKind == JsonValueKind.Null ? actual is null : (float)expected.GetDouble() == (float?)actual, $"{name}: {expected} and {actual}");
}
