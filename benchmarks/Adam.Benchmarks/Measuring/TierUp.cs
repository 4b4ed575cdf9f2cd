using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;

namespace Adam.Benchmarks.Measuring;

/// <summary>
/// The runtime compiles a method quickly at its first call and well after thirty, in the background and a tenth of a second
/// late. Before code is sampled for the first time it gets both the calls and the time.
/// </summary>
internal sealed class TierUp
{
    // More than thirty, for methods that other methods reach only once those are compiled well.
    private const int Calls = 60, Passes = 3;

    private static readonly TimeSpan s_most = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200);

    private readonly HashSet<string> _known = [];

    /// <summary>Calls the competitors whose code has not been seen yet until it is compiled well.</summary>
    internal void Settle(IEnumerable<Competitor> competitors)
    {
        Competitor[] unknown = [.. competitors.Where(competitor => _known.Add(competitor.Code))];
        for (int pass = 0; pass < Passes && unknown.Length > 0; pass++)
        {
            foreach (Competitor competitor in unknown)
            {
                var clock = Stopwatch.StartNew();
                competitor.Prepare();
                for (int call = 0; call < Calls && clock.Elapsed < s_most; call++)
                {
                    competitor.Run(1);
                }
            }

            Thread.Sleep(s_pause);
        }
    }
}
