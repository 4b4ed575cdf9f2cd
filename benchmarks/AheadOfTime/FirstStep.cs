using System;
using System.Globalization;

namespace Adam.Benchmarks.AheadOfTime;

/// <summary>Prints the microseconds from the start of the process, which the caller gives in ns since 1970, to the end of the first step.</summary>
internal static class Program
{
    internal static void Main(string[] arguments)
    {
        long started = long.Parse(arguments[0], CultureInfo.InvariantCulture);
        float[] values = new float[1000];
        using var optimizer = new Optimizer();
        optimizer.ApplyGradients((new float[1000], new AdamVariable("values", values)));
        Console.WriteLine(((DateTime.UtcNow - DateTime.UnixEpoch).Ticks - (started / 100)) / 10);
        Environment.ExitCode = optimizer.Iterations == 1 ? 0 : 1;
    }
}

/// <summary>The stages that every Adam has, and no other.</summary>
[AdamConfig]
internal sealed partial class Optimizer;
