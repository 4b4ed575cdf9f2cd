using System;
using System.Collections.Generic;
using System.Diagnostics;

namespace Adam.Benchmarks.Measuring;

/// <summary>How long is measured.</summary>
/// <param name="Rounds">Rounds wanted; fewer where one round takes longer than <paramref name="Budget"/> allows, at least three.</param>
/// <param name="Sample">The least time of a sample.</param>
/// <param name="WarmUp">The least time of warming up, for each competitor.</param>
/// <param name="Budget">Roughly the most time of all rounds together.</param>
internal sealed record SamplerOptions(int Rounds, TimeSpan Sample, TimeSpan WarmUp, TimeSpan Budget)
{
    internal static SamplerOptions Full { get; } =
        new(41, TimeSpan.FromMilliseconds(3), TimeSpan.FromMilliseconds(120), TimeSpan.FromSeconds(60));

    internal static SamplerOptions Quick { get; } =
        new(5, TimeSpan.FromMilliseconds(0.5), TimeSpan.FromMilliseconds(20), TimeSpan.FromSeconds(3));
}

/// <summary>
/// Measures competitors in rounds. Each round gives each of them one sample, and each round starts with the next of them, so
/// that a slow moment of the machine hits all alike and no one always runs behind the same neighbor.
/// </summary>
internal sealed class Sampler(SamplerOptions options)
{
    internal Measurements Measure(IReadOnlyList<Competitor> competitors)
    {
        int[] steps = new int[competitors.Count];
        TimeSpan round = TimeSpan.Zero;
        for (int i = 0; i < steps.Length; i++)
        {
            TimeSpan step = WarmUp(competitors[i]);
            steps[i] = (int)Math.Clamp(Math.Ceiling(options.Sample / step), 1, 10_000_000);
            round += step * steps[i];
        }

        int rounds = (int)Math.Clamp(options.Budget / round, 3, options.Rounds);
        double[][] times = new double[competitors.Count][];
        for (int i = 0; i < times.Length; i++)
        {
            times[i] = new double[rounds];
        }

        for (int r = 0; r < rounds; r++)
        {
            for (int turn = 0; turn < steps.Length; turn++)
            {
                int i = (r + turn) % steps.Length;
                times[i][r] = Sample(competitors[i], steps[i]);
            }
        }

        return new Measurements(competitors, times);
    }

    /// <summary>Runs until caches, branch predictors and compiler have settled; the time of one step.</summary>
    private TimeSpan WarmUp(Competitor competitor)
    {
        var clock = Stopwatch.StartNew();
        competitor.Prepare();
        competitor.Run(1);
        int steps = 1;
        while (true)
        {
            competitor.Prepare();
            long start = Stopwatch.GetTimestamp();
            competitor.Run(steps);
            TimeSpan taken = Stopwatch.GetElapsedTime(start);
            if (clock.Elapsed >= options.WarmUp)
            {
                return taken / steps;
            }

            if (taken < options.Sample / 2 && steps < 1 << 22)
            {
                steps *= 2;
            }
        }
    }

    /// <summary>Nanoseconds of one step.</summary>
    private static double Sample(Competitor competitor, int steps)
    {
        competitor.Prepare();
        // The competitor before this one has filled the caches with its own data.
        competitor.Run(Math.Max(1, steps / 8));
        long start = Stopwatch.GetTimestamp();
        competitor.Run(steps);
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / steps;
    }
}
