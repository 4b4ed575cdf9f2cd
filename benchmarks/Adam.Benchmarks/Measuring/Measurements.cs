using System;
using System.Collections.Generic;
using System.Linq;

namespace Adam.Benchmarks.Measuring;

/// <summary>Nanoseconds of one step, for each competitor and round.</summary>
internal sealed class Measurements(IReadOnlyList<Competitor> competitors, double[][] times)
{
    internal int Rounds => times[0].Length;

    /// <summary>The median over the rounds, in nanoseconds a step.</summary>
    internal double Median(string name) => Middle(times[Index(name)]);

    /// <summary>The fastest round, in nanoseconds a step.</summary>
    internal double Minimum(string name) => times[Index(name)].Min();

    /// <summary>The median in nanoseconds an element.</summary>
    internal double MedianPerElement(string name) => Median(name) / competitors[Index(name)].Elements;

    /// <summary>The fastest round in nanoseconds an element.</summary>
    internal double MinimumPerElement(string name) => Minimum(name) / competitors[Index(name)].Elements;

    /// <summary>
    /// How many times as long as <paramref name="other"/> it takes: the median of the ratios of the two samples of each round,
    /// which a drift of the machine's speed between rounds does not touch.
    /// </summary>
    internal double Ratio(string name, string other)
    {
        double[] a = times[Index(name)], b = times[Index(other)];
        return Middle(a.Select((time, round) => time / b[round]));
    }

    /// <summary>The same against the sum of two others.</summary>
    internal double RatioToSum(string name, string first, string second)
    {
        double[] a = times[Index(name)], b = times[Index(first)], c = times[Index(second)];
        return Middle(a.Select((time, round) => time / (b[round] + c[round])));
    }

    /// <summary>The median of the differences of the two samples of each round, in nanoseconds a step.</summary>
    internal double Difference(string name, string other)
    {
        double[] a = times[Index(name)], b = times[Index(other)];
        return Middle(a.Select((time, round) => time - b[round]));
    }

    private int Index(string name)
    {
        for (int i = 0; i < competitors.Count; i++)
        {
            if (competitors[i].Name == name)
            {
                return i;
            }
        }

        throw new ArgumentException($"No competitor is called `{name}`.", nameof(name));
    }

    internal static double Middle(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        int half = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
