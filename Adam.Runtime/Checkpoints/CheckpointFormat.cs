using System;
using System.Collections.Generic;
using System.Globalization;
using Adam.Configs;

namespace Adam.Checkpoints;

/// <summary>What makes a checkpoint of a file of safetensors: a version in the metadata and, as the last tensor, the checksums.</summary>
internal static class CheckpointFormat
{
    public const string VersionKey = "adam.format";

    /// <summary>A newer minor version adds what an older reader may pass over; a newer major one does not.</summary>
    public const string Version = "1.0";

    private const int Major = 1;

    /// <summary>
    /// The tensor of checksums: little-endian words of 32 bits in bytes, the CRC-32C of everything before the first tensor, and then that of
    /// each tensor in the order of the file, its own excepted.
    /// </summary>
    public const string Checksums = CheckpointNames.ReservedPrefix + "checksums";

    /// <summary>Whether the metadata are of a checkpoint of ours, and of a version that can be read.</summary>
    /// <exception cref="CheckpointException">The version is newer, or is none.</exception>
    public static bool IsOurs(IReadOnlyDictionary<string, string> metadata, string? file)
    {
        if (!metadata.TryGetValue(VersionKey, out string? version))
        {
            return false;
        }

        string[] parts = version.Split('.');
        if (parts.Length != 2 || !Number(parts[0], out int major) || !Number(parts[1], out _))
        {
            throw new CheckpointException(file, null, $"`{VersionKey}` is '{ConfigText.Shortened(version)}'; it must be two numbers such as {Version}.");
        }

        return major == Major
            ? true
            : throw new CheckpointException(
                file, null, $"the checkpoint has format {version} and this library reads {Major}.x; {(major > Major ? "load it with a newer version of the library" : "no version of the library has written it")}.");
    }

    private static bool Number(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
