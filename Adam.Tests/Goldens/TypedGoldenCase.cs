using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using Adam.Tests.Reference;

namespace Adam.Tests.Goldens;

/// <summary>One recorded trajectory of variables of any element types, with dense, sparse and missing gradients.</summary>
internal sealed record TypedGoldenCase(
    string Id, ReferenceConfig Config, IReadOnlyList<TypedGoldenVariable> Variables, IReadOnlyList<TypedGoldenStep> Steps, long Iterations)
{
    public static TypedGoldenCase Parse(JsonElement json)
    {
        string id = json.GetProperty("id").GetString()!;
        string dtype = json.GetProperty("dtype").GetString()!;
        string compare = json.GetProperty("compare").GetString()!;
        if (compare != "bits")
        {
            throw new InvalidDataException($"{id} is compared by {compare}; this reader knows bits.");
        }

        TypedGoldenVariable[] variables = [.. json.GetProperty("variables").EnumerateArray().Select(variable => TypedGoldenVariable.Parse(variable, dtype))];
        TypedGoldenCase golden = new(
            id,
            GoldenConfig.Parse(json.GetProperty("config")),
            variables,
            [.. json.GetProperty("steps").EnumerateArray().Select(step => TypedGoldenStep.Parse(step, variables))],
            json.GetProperty("iterations").GetInt64());
        return golden.EndsComplete
            ? golden
            : throw new InvalidDataException($"{id} does not record every array after its last step; record it again.");
    }

    /// <summary>Whether the last step records all that the configuration has, so that no comparison can be empty.</summary>
    private bool EndsComplete
    {
        get
        {
            string[] expected = [.. TypedGoldenStep.Kinds.Where(kind => kind switch { "vhat" => Config.Amsgrad, "average" => Config.UseEma, _ => true })];
            return Steps[^1].Recorded.Keys.Order().SequenceEqual(expected.Order()) && Steps[^1].Recorded.Values.All(arrays => arrays.Length == Variables.Count);
        }
    }
}

/// <summary>A variable before the first step; its element type stands on it, or on the case.</summary>
internal sealed record TypedGoldenVariable(string Name, GoldenElement Element, byte[] Value)
{
    public static TypedGoldenVariable Parse(JsonElement json, string dtype) => new(
        json.GetProperty("name").GetString()!,
        GoldenElement.Of(json.TryGetProperty("dtype", out JsonElement own) ? own.GetString()! : dtype),
        json.GetProperty("value").GetBytesFromBase64());
}

/// <summary>The gradients of one call, null where there was none, and the arrays that were recorded after it, by kind and variable.</summary>
internal sealed record TypedGoldenStep(ReferenceGradient?[] Gradients, IReadOnlyDictionary<string, byte[][]> Recorded)
{
    public static readonly string[] Kinds = ["variables", "m", "v", "vhat", "average"];

    public static TypedGoldenStep Parse(JsonElement json, TypedGoldenVariable[] variables) => new(
        [.. json.GetProperty("gradients").EnumerateArray().Select((gradient, i) => Gradient(gradient, variables[i].Element))],
        Kinds
            .Where(kind => json.TryGetProperty(kind, out JsonElement arrays) && arrays.ValueKind != JsonValueKind.Null)
            .ToDictionary(kind => kind, kind => json.GetProperty(kind).EnumerateArray().Select(array => array.GetBytesFromBase64()).ToArray()));

    private static ReferenceGradient? Gradient(JsonElement json, GoldenElement element) =>
        json.ValueKind == JsonValueKind.Null ? null
        : json.TryGetProperty("indices", out JsonElement rows)
            ? element.Gradient(json.GetProperty("values").GetBytesFromBase64(), [.. rows.EnumerateArray().Select(row => row.GetInt32())])
            : element.Gradient(json.GetProperty("dense").GetBytesFromBase64(), rows: null);
}
