using System;
using System.Diagnostics;
using System.Globalization;

namespace Adam.Benchmarks.AheadOfTime;

/// <summary>
/// Prints the instruction set, and for each size the least ns that one element took: <c>Avx2 16 14.2 2048 0.41</c>.
/// </summary>
/// <remarks>
/// All builds do the same work on one thread at the same page offsets, so that only the compiler differs. <c>Speed SECONDS</c> measures
/// each size for so long, after a longer run that does not count.
/// </remarks>
internal static class Program
{
    // What a call costs; then inside the first, the second and the third level of the caches.
    private static readonly int[] Sizes = [16, 2 * 1024, 64 * 1024, 1024 * 1024];

    // Long enough for the clock, short enough that some samples meet no other work of the machine.
    private const double SampleSeconds = 0.005;

    private const int WarmUp = 8;

    internal static void Main(string[] arguments)
    {
        double seconds = arguments.Length > 0 ? double.Parse(arguments[0], CultureInfo.InvariantCulture) : 0.5;
        // Many short steps bring every method to the JIT's last tier, which on a single core takes a second or two.
        Measure(Sizes[0], seconds * WarmUp, out _);

        string line = "";
        foreach (int size in Sizes)
        {
            line += string.Create(CultureInfo.InvariantCulture, $" {size} {Measure(size, seconds, out InstructionSet set):F4}");
            line = line.StartsWith(' ') ? set + line : line;
        }

        Console.WriteLine(line);
    }

    private static double Measure(int size, double seconds, out InstructionSet set)
    {
        using var optimizer = new Optimizer(new AdamOptions { MaxDegreeOfParallelism = 1 });
        set = optimizer.ActiveInstructionSet;
        using var memory = new PlacedMemory(size);
        memory.Fill();

        int perSample = 1;
        for (double sample = 0; sample < SampleSeconds && perSample < 1 << 20; perSample *= 2)
        {
            sample = Time(optimizer, memory, perSample);
        }

        double best = double.MaxValue;
        long start = Stopwatch.GetTimestamp();
        do
        {
            best = Math.Min(best, Time(optimizer, memory, perSample));
        }
        while (Stopwatch.GetElapsedTime(start).TotalSeconds < seconds);
        return best * 1e9 / perSample / size;
    }

    private static double Time(Optimizer optimizer, PlacedMemory memory, int steps)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < steps; i++)
        {
            optimizer.ApplyGradients((memory.Gradient, memory.Variable));
        }

        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}

/// <summary>The stages that every Adam has, and no other.</summary>
[AdamConfig]
internal sealed partial class Optimizer;
