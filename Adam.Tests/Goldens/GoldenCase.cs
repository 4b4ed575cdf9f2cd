using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text.Json;
using Adam.Tests.Reference;

namespace Adam.Tests.Goldens;

/// <summary>One recorded trajectory: arguments, variables, and what each step got and left behind.</summary>
internal sealed record GoldenCase(
    string Id,
    ReferenceConfig Config,
    IReadOnlyList<GoldenVariable> Variables,
    IReadOnlyList<GoldenStep> Steps,
    long Iterations)
{
    public static GoldenCase Parse(JsonElement json)
    {
        string id = json.GetProperty("id").GetString()!;
        string dtype = json.GetProperty("dtype").GetString()!;
        string compare = json.GetProperty("compare").GetString()!;
        if (dtype != "float32" || compare != "bits")
        {
            throw new InvalidDataException($"{id} is compared by {compare} in {dtype}; this reader knows bits of float32.");
        }

        GoldenCase golden = new(
            id,
            GoldenConfig.Parse(json.GetProperty("config")),
            [.. json.GetProperty("variables").EnumerateArray().Select(GoldenVariable.Parse)],
            [.. json.GetProperty("steps").EnumerateArray().Select(GoldenStep.Parse)],
            json.GetProperty("iterations").GetInt64());
        return golden.EndsComplete
            ? golden
            : throw new InvalidDataException($"{id} does not record every array after its last step; record it again.");
    }

    /// <summary>Whether the last step records all that the configuration has, so that no comparison can be empty.</summary>
    private bool EndsComplete =>
        Steps[^1] is { Variables: not null, M: not null, V: not null } last
        && last.VHat is not null == Config.Amsgrad
        && last.Average is not null == Config.UseEma
        && last.Recorded().All(r => r.Arrays.Length == Variables.Count);

    public override string ToString() => Id;
}

/// <summary>A variable before the first step. The original's ":0" is not part of our names (D21).</summary>
internal sealed record GoldenVariable(string Name, long[] Shape, float[] Value)
{
    public static GoldenVariable Parse(JsonElement json)
    {
        string name = json.GetProperty("name").GetString()!;
        return new GoldenVariable(
            name.EndsWith(":0", StringComparison.Ordinal) ? name[..^2] : name,
            [.. json.GetProperty("shape").EnumerateArray().Select(n => n.GetInt64())],
            GoldenArray.Parse(json.GetProperty("value")));
    }
}

/// <summary>
/// The gradients of one call, null where there was none, and the state and the learning rate after it, null where they were not recorded.
/// </summary>
internal sealed record GoldenStep(
    float[]?[] Gradients,
    float[][]? Variables,
    float[][]? M,
    float[][]? V,
    float[][]? VHat,
    float[][]? Average,
    float? LearningRate)
{
    public static GoldenStep Parse(JsonElement json) => new(
        [.. json.GetProperty("gradients").EnumerateArray().Select(Gradient)],
        Arrays(json, "variables"),
        Arrays(json, "m"),
        Arrays(json, "v"),
        Arrays(json, "vhat"),
        Arrays(json, "average"),
        json.TryGetProperty("learning_rate", out JsonElement rate) && rate.ValueKind == JsonValueKind.Number ? (float)rate.GetDouble() : null);

    /// <summary>The recorded arrays by what they are called in messages.</summary>
    public IEnumerable<(string Kind, float[][] Arrays)> Recorded()
    {
        (string, float[][]?)[] all =
            [("variable", Variables), ("m", M), ("v", V), ("vhat", VHat), ("average", Average)];
        foreach ((string kind, float[][]? arrays) in all)
        {
            if (arrays is not null)
            {
                yield return (kind, arrays);
            }
        }
    }

    private static float[]? Gradient(JsonElement json) =>
        json.ValueKind == JsonValueKind.Null ? null : GoldenArray.Parse(json.GetProperty("dense"));

    private static float[][]? Arrays(JsonElement step, string key) =>
        step.TryGetProperty(key, out JsonElement arrays) && arrays.ValueKind != JsonValueKind.Null
            ? [.. arrays.EnumerateArray().Select(GoldenArray.Parse)]
            : null;
}

/// <summary>Base64 of little-endian binary32.</summary>
internal static class GoldenArray
{
    public static float[] Parse(JsonElement json)
    {
        if (!BitConverter.IsLittleEndian)
        {
            throw new PlatformNotSupportedException("The golden files are little-endian, and so must the processor be.");
        }

        return MemoryMarshal.Cast<byte, float>(json.GetBytesFromBase64()).ToArray();
    }
}
