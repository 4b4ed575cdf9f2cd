using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace Adam.Benchmarks.Reporting;

/// <summary>
/// What benchmarks/pytorch/fused_adam.py has measured and left in the output folder. Another process at another time: times to look at, no ratios.
/// </summary>
internal static class PyTorchTimes
{
    /// <summary>Nanoseconds an element by competitor and elements; empty where nothing was measured.</summary>
    internal static IReadOnlyList<(string Competitor, long Elements, double Time)> Kernels(string folder) =>
        [.. Rows(folder, "pytorch.csv").Select(row => (row[0], long.Parse(row[1], CultureInfo.InvariantCulture), Number(row[2])))];

    /// <summary>The shortest time of a step of a model, in milliseconds, and whose it is; null where it was not measured.</summary>
    internal static (string Competitor, double Time)? Model(string folder, string model)
    {
        (string, double)[] times = [.. Rows(folder, "pytorch-models.csv").Where(row => row[1] == model).Select(row => (row[0], Number(row[2])))];
        return times.Length == 0 ? null : times.MinBy(time => time.Item2);
    }

    private static IEnumerable<string[]> Rows(string folder, string name)
    {
        string file = Path.Combine(folder, name);
        return File.Exists(file)
            ? File.ReadLines(file).Where(line => !line.StartsWith('#')).Skip(1).Select(line => line.Split(','))
            : [];
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
