using System;
using System.Text.Json;
using Adam.Keras.Data;

namespace Adam.Keras.Configs;

/// <summary>From a document of any version to the arguments of the present class: which class it is, and what stands around it.</summary>
internal static class ConfigReading
{
    public static KerasConfig Parse(string json, string file) => JsonText.Read(json, file, element => Read(element, file));

    /// <summary>An object of class_name and config, or a string that stands for a class with its defaults.</summary>
    public static KerasConfig Read(JsonElement json, string file)
    {
        if (json.ValueKind == JsonValueKind.String)
        {
            string name = json.GetString()!;
            RequireAdam(name, file);
            return ArgumentReading.Defaults(name);
        }

        if (json.ValueKind != JsonValueKind.Object
            || !json.TryGetProperty("class_name", out JsonElement className) || className.ValueKind != JsonValueKind.String
            || !json.TryGetProperty("config", out JsonElement arguments) || arguments.ValueKind != JsonValueKind.Object)
        {
            throw new KerasException(KerasProblem.Unsupported, file, "the configuration of its optimizer is neither a name nor an object with `class_name` and `config`.");
        }

        string text = className.GetString()!;
        if (WithoutPackage(text).StartsWith("LossScaleOptimizer", StringComparison.OrdinalIgnoreCase))
        {
            return BehindScale(arguments, file);
        }

        RequireAdam(text, file);
        bool legacy = json.TryGetProperty("module", out JsonElement module) && module.ValueKind == JsonValueKind.String
            && module.GetString()!.Contains("legacy", StringComparison.Ordinal);
        return ArgumentReading.Read(text, arguments, legacy, file);
    }

    private static KerasConfig BehindScale(JsonElement arguments, string file)
    {
        if (!arguments.TryGetProperty("inner_optimizer", out JsonElement inner) && !arguments.TryGetProperty("optimizer", out inner))
        {
            throw new KerasException(KerasProblem.Unsupported, file, "the configuration of its loss scale has no `inner_optimizer`.");
        }

        KerasConfig config = Read(inner, file);
        if (config.LossScale is not null)
        {
            throw new KerasException(KerasProblem.Unsupported, file, "the configuration has a loss scale within a loss scale.");
        }

        return new KerasConfig(config.ClassName, config.Document)
        {
            Notes = config.Notes,
            GradientAccumulationSteps = config.GradientAccumulationSteps,
            LossScaleFactor = config.LossScaleFactor,
            Dialect = config.Dialect,
            LossScale = new KerasLossScaleConfig(
                !arguments.TryGetProperty("dynamic", out JsonElement dynamic) || dynamic.ValueKind != JsonValueKind.False,
                Number(arguments, "initial_scale"),
                arguments.TryGetProperty("dynamic_growth_steps", out JsonElement steps) && steps.ValueKind == JsonValueKind.Number && steps.TryGetInt64(out long growth) ? growth : null),
        };
    }

    private static double? Number(JsonElement arguments, string key) =>
        arguments.TryGetProperty(key, out JsonElement value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;

    private static void RequireAdam(string name, string file)
    {
        string plain = WithoutPackage(name);
        if (!plain.Equals("Adam", StringComparison.OrdinalIgnoreCase) && !plain.Equals("AdamW", StringComparison.OrdinalIgnoreCase))
        {
            throw new KerasException(KerasProblem.OtherOptimizer, file, $"its optimizer is \"{(name.Length > 64 ? name[..64] + "..." : name)}\"; it must be Adam or AdamW.");
        }
    }

    /// <summary>Keras registers its own class as Custom>Adam; any other package is somebody's own class.</summary>
    private static string WithoutPackage(string name) => name.StartsWith("Custom>", StringComparison.Ordinal) ? name["Custom>".Length..] : name;
}
