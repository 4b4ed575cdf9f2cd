using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;

namespace Adam.Benchmarks.Fresh;

/// <summary>The two programs that <c>eng/measure.sh</c> leaves behind: an empty one, and one that takes a step.</summary>
internal static class AheadOfTimePrograms
{
    private const int Runs = 21;

    private static string Empty => Path.Combine("artifacts", "measure", "Empty-aot", "publish", "Empty");

    private static string FirstStep => Path.Combine("artifacts", "measure", "FirstStep-aot", "publish", "FirstStep");

    /// <summary>Why they cannot be measured; null where they can.</summary>
    internal static string? Obstacle => File.Exists(Empty) && File.Exists(FirstStep) ? null : "run eng/measure.sh before";

    /// <summary>Milliseconds that the step takes longer, from the start of the process on; the median of pairs.</summary>
    internal static double Difference()
    {
        double[] differences = [.. Enumerable.Range(0, Runs).Select(_ => Milliseconds(FirstStep) - Milliseconds(Empty)).Order()];
        return differences[Runs / 2];
    }

    private static double Milliseconds(string program)
    {
        long nanoseconds = (DateTime.UtcNow - DateTime.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;
        var start = new ProcessStartInfo(program);
        start.ArgumentList.Add(nanoseconds.ToString(CultureInfo.InvariantCulture));
        return double.Parse(FreshProcess.Output(start), CultureInfo.InvariantCulture) / 1000;
    }
}
