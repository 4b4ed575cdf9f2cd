using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using Adam.Keras;

namespace Adam.Tests.Keras;

/// <summary>
/// A folder of files that Keras or TensorFlow saved, and what they must hold. The environment variable ADAM_INTEROP names another
/// folder of such folders, to try files of other models.
/// </summary>
internal sealed class InteropFolder
{
    private readonly JsonElement _expected;

    private InteropFolder(string path, string expected)
    {
        Path = path;
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(expected));
        _expected = document.RootElement.Clone();
    }

    public static string Root
    {
        get
        {
            string? named = Environment.GetEnvironmentVariable("ADAM_INTEROP");
            return string.IsNullOrEmpty(named) ? System.IO.Path.Combine(AppContext.BaseDirectory, "Keras", "Data", "interop") : named;
        }
    }

    public string Path { get; }

    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>All files but data files, which their index names, and the expectation.</summary>
    public IReadOnlyList<string> Files => [.. Directory.EnumerateFiles(Path)
        .Select(file => System.IO.Path.GetFileName(file)!)
        .Where(file => file != "expected.json" && !file.Contains(".data-", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)];

    public string? Refuse => Text("refuse");

    public long? Steps => _expected.TryGetProperty("steps", out JsonElement steps) ? steps.GetInt64() : null;

    public KerasConfig? Config => _expected.TryGetProperty("config", out JsonElement config) ? KerasConfig.Parse(config.GetRawText()) : null;

    public double? LearningRate => Number("learning_rate");

    public double? LossScale => Number("loss_scale");

    public double? GrowthCounter => Number("growth_counter");

    public IReadOnlyList<InteropTensor> Weights => Tensors(_expected, "weights");

    /// <summary>The tensors of the optimizer, or of each where there are several.</summary>
    public IReadOnlyList<IReadOnlyList<InteropTensor>> Optimizers => _expected.TryGetProperty("optimizers", out JsonElement several)
        ? [.. several.EnumerateArray().Select(optimizer => Tensors(optimizer, "optimizer_variables"))]
        : [Tensors(_expected, "optimizer_variables")];

    public IReadOnlyList<byte[]> Bytes(string key) => [.. _expected.GetProperty(key).EnumerateArray().Select(value => value.GetBytesFromBase64())];

    public bool Has(string key) => _expected.TryGetProperty(key, out _);

    public string FilePath(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>All folders; a folder that is missing or empty is an error, never an empty list.</summary>
    public static IReadOnlyList<InteropFolder> All()
    {
        InteropFolder[] folders = [.. Directory.EnumerateDirectories(Root)
            .Where(folder => File.Exists(System.IO.Path.Combine(folder, "expected.json")))
            .Order(StringComparer.Ordinal)
            .Select(folder => new InteropFolder(folder, System.IO.Path.Combine(folder, "expected.json")))];
        return folders.Length > 0 ? folders : throw new DirectoryNotFoundException($"{Root} holds no recorded folder; restore it, or let ADAM_INTEROP name one.");
    }

    public static InteropFolder Named(string name)
    {
        string path = System.IO.Path.Combine(AppContext.BaseDirectory, "Keras", "Data", "interop", name);
        return new InteropFolder(path, System.IO.Path.Combine(path, "expected.json"));
    }

    /// <summary>The files that stand beside the folders, digits.*, with their expectation.</summary>
    public static InteropFolder Loose(string name) => new(Root, System.IO.Path.Combine(Root, name));

    private static IReadOnlyList<InteropTensor> Tensors(JsonElement json, string key) => json.TryGetProperty(key, out JsonElement list)
        ? [.. list.EnumerateArray().Select(InteropTensor.Parse)]
        : [];

    private string? Text(string key) => _expected.TryGetProperty(key, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private double? Number(string key) => _expected.TryGetProperty(key, out JsonElement value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;
}

/// <summary>A recorded tensor.</summary>
internal sealed record InteropTensor(string Name, string Type, long[] Shape, byte[] Value)
{
    public static InteropTensor Parse(JsonElement json) => new(
        json.GetProperty("name").GetString()!,
        json.TryGetProperty("dtype", out JsonElement type) ? type.GetString()! : "float32",
        [.. json.GetProperty("shape").EnumerateArray().Select(d => d.GetInt64())],
        json.GetProperty("value").GetBytesFromBase64());

    /// <summary>Without the ":0" of older names.</summary>
    public string PlainName => Name.EndsWith(":0", StringComparison.Ordinal) ? Name[..^2] : Name;

    public KerasElement Element => Type switch
    {
        "float32" => KerasElement.Binary32,
        "float64" => KerasElement.Binary64,
        "float16" => KerasElement.Binary16,
        "bfloat16" => KerasElement.BFloat16,
        "int64" => KerasElement.Integer64,
        _ => throw new InvalidDataException($"The recorded tensor '{Name}' is {Type}."),
    };
}
