using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Text.Json;

namespace Adam.Tests.Goldens;

/// <summary>
/// The recorded trajectories of tf_keras 2.21.0. The environment variable ADAM_GOLDENS names another folder with files
/// of the same names, to run the tests against a fresh recording.
/// </summary>
internal static class GoldenFiles
{
    public static string Folder
    {
        get
        {
            string? named = Environment.GetEnvironmentVariable("ADAM_GOLDENS");
            return string.IsNullOrEmpty(named) ? Path.Combine(AppContext.BaseDirectory, "Goldens", "Data") : named;
        }
    }

    /// <summary>The optimizer cases of a file. A file that is missing or holds no case is an error, never an empty list.</summary>
    public static IReadOnlyList<GoldenCase> Read(string name) => ReadLines(name, GoldenCase.Parse);

    /// <summary>The cases of a file, each made from its line of JSON.</summary>
    public static IReadOnlyList<T> ReadLines<T>(string name, Func<JsonElement, T> parse)
    {
        string path = Path.Combine(Folder, name + ".jsonl.gz");
        if (!File.Exists(path))
        {
            throw new FileNotFoundException(
                $"The golden file {path} is missing; restore it, or let ADAM_GOLDENS name the folder that has it.", path);
        }

        List<T> cases = [];
        using StreamReader reader = new(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            using JsonDocument document = JsonDocument.Parse(line);
            cases.Add(parse(document.RootElement));
        }

        return cases.Count > 0
            ? cases
            : throw new InvalidDataException($"The golden file {path} holds no case; restore it.");
    }
}
