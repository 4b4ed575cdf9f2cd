using System.Collections.Generic;
using System.IO;
using System.Reflection;
using System.Text.Json;

namespace Adam.Benchmarks.Data;

/// <summary>The sizes of the variables of well-known networks.</summary>
internal static class ModelShapes
{
    /// <summary>For each model the elements of each of its variables, in order.</summary>
    internal static IReadOnlyDictionary<string, long[]> Read()
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("model-shapes.json")!;
        using JsonDocument document = JsonDocument.Parse(stream);
        Dictionary<string, long[]> models = [];
        foreach (JsonProperty model in document.RootElement.EnumerateObject())
        {
            List<long> lengths = [];
            foreach (JsonElement variable in model.Value.EnumerateArray())
            {
                long length = 1;
                foreach (JsonElement dimension in variable[1].EnumerateArray())
                {
                    length *= dimension.GetInt64();
                }

                lengths.Add(length);
            }

            models.Add(model.Name, [.. lengths]);
        }

        return models;
    }
}
