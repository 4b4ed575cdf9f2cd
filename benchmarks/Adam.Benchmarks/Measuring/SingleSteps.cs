using System;
using System.Diagnostics;

namespace Adam.Benchmarks.Measuring;

/// <summary>Each step measured for itself, where the spread is the question.</summary>
internal static class SingleSteps
{
    /// <summary>Nanoseconds of each step, in ascending order.</summary>
    internal static double[] Measure(Competitor competitor, int steps)
    {
        competitor.Run(Math.Max(1, steps / 10));
        double[] times = new double[steps];
        for (int i = 0; i < steps; i++)
        {
            long start = Stopwatch.GetTimestamp();
            competitor.Run(1);
            times[i] = Stopwatch.GetElapsedTime(start).TotalNanoseconds;
        }

        Array.Sort(times);
        return times;
    }
}
