using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;

namespace Adam;

/// <summary>A file of a <see cref="CheckpointFolder"/>.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Number">Grows with each save.</param>
/// <param name="Score">What it was saved with, exactly; null for none.</param>
public sealed record CheckpointFile(string Path, long Number, double? Score)
{
    private const string Prefix = "checkpoint-";
    private const string Extension = ".safetensors";

    internal static CheckpointFile Of(string folder, long number, double? score)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"{Prefix}{number:D8}{(score is { } value ? "_" + value.ToString("R", CultureInfo.InvariantCulture) : "")}{Extension}");
        return new CheckpointFile(System.IO.Path.Combine(folder, name), number, score);
    }

    /// <summary>The file at a path, or null if its name is none that <see cref="Of"/> gives.</summary>
    internal static CheckpointFile? Parse(string path)
    {
        string name = System.IO.Path.GetFileName(path);
        if (!name.StartsWith(Prefix, StringComparison.Ordinal) || !name.EndsWith(Extension, StringComparison.Ordinal) || name.Length < Prefix.Length + Extension.Length)
        {
            return null;
        }

        string[] parts = name[Prefix.Length..^Extension.Length].Split('_');
        double score = 0;
        if (parts.Length > 2
            || !long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            || (parts.Length == 2 && !double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out score)))
        {
            return null;
        }

        CheckpointFile file = Of(System.IO.Path.GetDirectoryName(path)!, number, parts.Length == 2 ? score : null);
        return System.IO.Path.GetFileName(file.Path) == name ? file : null;
    }
}

/// <summary>A checkpoint that could not be read.</summary>
/// <param name="File">Which one.</param>
/// <param name="Reason">What was thrown when it was read.</param>
public sealed record CheckpointRefused(CheckpointFile File, IOException Reason);

/// <summary>What <see cref="CheckpointFolder.LoadLatest"/> did.</summary>
/// <param name="File">The checkpoint that was loaded.</param>
/// <param name="Refused">Later ones that are damaged, the latest first.</param>
public sealed record CheckpointRestored(CheckpointFile File, IReadOnlyList<CheckpointRefused> Refused);
