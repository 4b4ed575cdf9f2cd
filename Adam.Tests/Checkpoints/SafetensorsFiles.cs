using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Text.Json;

namespace Adam.Tests.Checkpoints;

/// <summary>A small file and what the format's own library says of it.</summary>
/// <param name="Tensors">Name to type and shape; null where it was refused or the list is large.</param>
internal sealed record SafetensorsCase(string Name, bool Accepted, Dictionary<string, (string Type, long[] Shape)>? Tensors, byte[] File);

/// <summary>
/// What safetensors 0.8.0 wrote and judged. The environment variable ADAM_SAFETENSORS names another folder of the same form.
/// </summary>
internal static class SafetensorsFiles
{
    public static string Folder
    {
        get
        {
            string? named = Environment.GetEnvironmentVariable("ADAM_SAFETENSORS");
            return string.IsNullOrEmpty(named) ? Path.Combine(AppContext.BaseDirectory, "Checkpoints", "Data") : named;
        }
    }

    public static IReadOnlyList<SafetensorsCase> Cases()
    {
        string path = Path.Combine(Folder, "cases.jsonl.gz");
        List<SafetensorsCase> cases = [];
        using var text = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        while (text.ReadLine() is { } line)
        {
            using JsonDocument json = JsonDocument.Parse(line);
            cases.Add(Parse(json.RootElement));
        }

        return cases.Count > 0 ? cases : throw new InvalidDataException($"{path} holds no case; restore it.");
    }

    /// <summary>The files that the library wrote, beside the list of what is in them.</summary>
    public static string[] Recorded() => Directory.GetFiles(Folder, "*.safetensors");

    private static SafetensorsCase Parse(JsonElement json)
    {
        Dictionary<string, (string, long[])>? tensors = null;
        if (json.GetProperty("tensors") is { ValueKind: JsonValueKind.Object } listed)
        {
            tensors = [];
            foreach (JsonProperty tensor in listed.EnumerateObject())
            {
                tensors.Add(tensor.Name, (tensor.Value[0].GetString()!, Shape(tensor.Value[1])));
            }
        }

        using var inflated = new MemoryStream();
        using (var deflated = new ZLibStream(new MemoryStream(json.GetProperty("zlib").GetBytesFromBase64()), CompressionMode.Decompress))
        {
            deflated.CopyTo(inflated);
        }

        return new SafetensorsCase(json.GetProperty("case").GetString()!, json.GetProperty("accepted").GetBoolean(), tensors, inflated.ToArray());
    }

    private static long[] Shape(JsonElement list)
    {
        long[] shape = new long[list.GetArrayLength()];
        for (int i = 0; i < shape.Length; i++)
        {
            shape[i] = list[i].GetInt64();
        }

        return shape;
    }
}
