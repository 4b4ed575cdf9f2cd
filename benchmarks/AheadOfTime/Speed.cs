using System;
using System.Diagnostics;
using System.Globalization;

namespace Adam.Benchmarks.AheadOfTime;

/// <summary>
/// Prints the instruction set, and for each size the least ns that one element took: <c>Avx2 2048 0.41 65536 0.43</c>.
/// </summary>
internal static class Program
{
    // Inside the first, the second and the third level of the caches.
    private static readonly int[] Sizes = [2 * 1024, 64 * 1024, 1024 * 1024];

    // Long enough for the clock, short enough that some samples meet no other work of the machine.
    private const double SampleSeconds = 0.005;

    internal static void Main(string[] arguments)
    {
        double seconds = arguments.Length > 0 ? double.Parse(arguments[0], CultureInfo.InvariantCulture) : 0.5;
        string line = "";
        foreach (int size in Sizes)
        {
            line += string.Create(CultureInfo.InvariantCulture, $" {size} {Measure(size, seconds, out InstructionSet set):F3}");
            line = line.StartsWith(' ') ? set + line : line;
        }

        Console.WriteLine(line);
    }

    private static double Measure(int size, double seconds, out InstructionSet set)
    {
        var random = new Random(1);
        float[] gradient = new float[size];
        float[] values = new float[size];
        for (int i = 0; i < size; i++)
        {
            values[i] = random.NextSingle() + 0.5f;
            gradient[i] = random.NextSingle() - 0.5f;
        }

        using var optimizer = new Optimizer();
        set = optimizer.ActiveInstructionSet;
        var variable = new AdamVariable("values", values);
        int steps = 0;
        Run(0.2, () => steps++);
        int perSample = Math.Max(1, (int)(steps * (SampleSeconds / 0.2)));

        double best = double.MaxValue;
        Run(seconds, () =>
        {
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < perSample; i++)
            {
                optimizer.ApplyGradients((gradient, variable));
            }

            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalNanoseconds / perSample / size);
        });
        return best;

        void Run(double limit, Action work)
        {
            long start = Stopwatch.GetTimestamp();
            while (Stopwatch.GetElapsedTime(start).TotalSeconds < limit)
            {
                work();
                optimizer.ApplyGradients((gradient, variable));
            }
        }
    }
}

/// <summary>The stages that every Adam has, and no other.</summary>
[AdamConfig]
internal sealed partial class Optimizer;
