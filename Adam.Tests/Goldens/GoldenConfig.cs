using System.IO;
using System.Text.Json;
using Adam.Tests.Reference;

namespace Adam.Tests.Goldens;

/// <summary>Reads the constructor arguments of a case: those that differ from the defaults.</summary>
internal static class GoldenConfig
{
    public static ReferenceConfig Parse(JsonElement json)
    {
        ReferenceConfig config = new();
        foreach (JsonProperty argument in json.EnumerateObject())
        {
            JsonElement value = argument.Value;
            config = argument.Name switch
            {
                "name" => config with { Name = value.GetString()! },
                "learning_rate" => value.ValueKind == JsonValueKind.Object
                    ? config with { Schedule = GoldenSchedule.Parse(value) }
                    : config with { LearningRate = value.GetDouble() },
                "beta_1" => config with { Beta1 = value.GetDouble() },
                "beta_2" => config with { Beta2 = value.GetDouble() },
                "epsilon" => config with { Epsilon = value.GetDouble() },
                "adaptive_epsilon" => config with { AdaptiveEpsilon = value.GetBoolean() },
                "amsgrad" => config with { Amsgrad = value.GetBoolean() },
                "weight_decay" => config with { WeightDecay = Number(value) },
                "clipnorm" => config with { ClipNorm = Number(value) },
                "clipvalue" => config with { ClipValue = Number(value) },
                "global_clipnorm" => config with { GlobalClipNorm = Number(value) },
                "use_ema" => config with { UseEma = value.GetBoolean() },
                "ema_momentum" => config with { EmaMomentum = value.GetDouble() },
                "ema_overwrite_frequency" => config with
                {
                    EmaOverwriteFrequency = value.ValueKind == JsonValueKind.Null ? null : value.GetInt32(),
                },
                _ => throw new InvalidDataException($"A golden case has the argument `{argument.Name}`, which no test knows."),
            };
        }

        return config;
    }

    private static double? Number(JsonElement value) => value.ValueKind == JsonValueKind.Null ? null : value.GetDouble();
}
