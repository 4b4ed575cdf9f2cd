using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.InteropServices;

namespace Adam.Benchmarks.Reporting;

/// <summary>What the numbers were measured on.</summary>
internal static class Machine
{
    private const string CacheFolder = "/sys/devices/system/cpu/cpu0/cache";

    /// <summary>Bytes of the second-level cache; 1 MiB where the system does not say.</summary>
    internal static long Level2Bytes { get; } =
        Caches().FirstOrDefault(cache => cache.Name == "L2").Bytes is > 0 and long bytes ? bytes : 1 << 20;

    /// <summary>One fact a line.</summary>
    internal static IEnumerable<string> Describe()
    {
        yield return $"processor: {Processor()}, {Environment.ProcessorCount} cores";
        yield return "caches: " + string.Join(", ", Caches().Select(cache => $"{cache.Name} {Units.Count(cache.Bytes)}B"));
        yield return $"instruction sets: {string.Join(", ", InstructionSetNames())}";
        yield return $"system: {RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}, huge pages {HugePages()}";
        yield return $"runtime: {RuntimeInformation.FrameworkDescription}";
        yield return $"build: {Build()}";
        yield return $"load when started: {Lines("/proc/loadavg").FirstOrDefault()?.Split(' ')[0] ?? "unknown"}; above a few tenths the numbers are not worth keeping";
    }

    private static string Processor()
    {
        string? line = Lines("/proc/cpuinfo").FirstOrDefault(text => text.StartsWith("model name", StringComparison.Ordinal));
        return line?[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()
            ?? Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER")
            ?? "unknown";
    }

    private static (string Name, long Bytes)[] Caches() =>
        FilesOfCaches() is { Length: > 0 } caches ? caches : ProcessorCaches.Read();

    private static (string Name, long Bytes)[] FilesOfCaches()
    {
        List<(string, long)> caches = [];
        string[] folders = Directory.Exists(CacheFolder) ? Directory.GetDirectories(CacheFolder, "index*") : [];
        foreach (string folder in folders.Order(StringComparer.Ordinal))
        {
            string level = Line(folder, "level"), type = Line(folder, "type"), size = Line(folder, "size");
            if (type != "Instruction" && size.EndsWith('K') && long.TryParse(size[..^1], out long kibibytes))
            {
                caches.Add((type == "Data" ? $"L{level}d" : $"L{level}", kibibytes * 1024));
            }
        }

        return [.. caches];
    }

    private static IEnumerable<string> InstructionSetNames() =>
        InstructionSets.Supported.Select(set => set.ToString());

    private static string HugePages()
    {
        string setting = Lines("/sys/kernel/mm/transparent_hugepage/enabled").FirstOrDefault() ?? string.Empty;
        int start = setting.IndexOf('[', StringComparison.Ordinal), end = setting.IndexOf(']', StringComparison.Ordinal);
        return start >= 0 && end > start ? setting[(start + 1)..end] : "unknown";
    }

    /// <summary>The version with the commit, which the SDK writes into the assembly.</summary>
    private static string Build() =>
        Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    private static string Line(string folder, string file) => Lines(Path.Combine(folder, file)).FirstOrDefault() ?? string.Empty;

    private static IEnumerable<string> Lines(string file) => File.Exists(file) ? File.ReadLines(file) : [];
}
