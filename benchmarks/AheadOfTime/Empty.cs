using System;
using System.Globalization;

namespace Adam.Benchmarks.AheadOfTime;

/// <summary>What FirstStep is without the library: the size that an ahead-of-time program has anyway.</summary>
internal static class Program
{
    internal static void Main(string[] arguments)
    {
        long started = long.Parse(arguments[0], CultureInfo.InvariantCulture);
        float[] values = new float[1000];
        values[0] = arguments.Length;
        Console.WriteLine(((DateTime.UtcNow - DateTime.UnixEpoch).Ticks - (started / 100)) / 10);
        Environment.ExitCode = values[0] > 0 ? 0 : 1;
    }
}
