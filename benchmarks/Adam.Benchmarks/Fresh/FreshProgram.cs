using System;
using System.Diagnostics;
using System.Globalization;
using System.Runtime;
using System.Threading;

namespace Adam.Benchmarks.Fresh;

/// <summary>What runs in a process of its own, with the settings of a default program: started by <see cref="FreshProcess"/>.</summary>
/// <remarks>Nothing is loaded or compiled before it but the way here, so that its first step is that of a user's program.</remarks>
internal static class FreshProgram
{
    /// <summary>The first argument of such a process; no verb is called like it.</summary>
    internal const string Mark = "--fresh";

    /// <summary>Between construction, step by step, and the last window: time for the compiler's second tier.</summary>
    private const int FirstSteps = 1000, Window = 1000, Windows = 12, SettleMilliseconds = 1500;

    /// <summary>Runs a task and prints its number, behind the instruction set that ran.</summary>
    internal static int Run(ReadOnlySpan<string> arguments)
    {
        string answer = arguments[0] == "first" ? First() : Steps(Enum.Parse<FreshCase>(arguments[1]));
        Console.WriteLine(answer);
        return 0;
    }

    /// <summary>Milliseconds of constructing the plain optimizer and taking its first step.</summary>
    private static string First()
    {
        long start = Stopwatch.GetTimestamp();
        var variable = new AdamVariable("values", new float[1000]);
        using var optimizer = new FreshPlainAdam();
        optimizer.ApplyGradients((new float[1000], variable));
        double taken = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        return Answer(optimizer, taken);
    }

    /// <summary>The median of steps 2 to 1,000, in the process' best medians of as many.</summary>
    private static string Steps(FreshCase what)
    {
        using var model = new FreshModel(what);
        model.Step();
        double early = Median(model, FirstSteps - 1);
        long methods = JitInfo.GetCompiledMethodCount();

        // What compiles in the background needs both: calls to be noticed, and time.
        var clock = Stopwatch.StartNew();
        while (clock.ElapsedMilliseconds < SettleMilliseconds)
        {
            Median(model, Window);
            Thread.Sleep(20);
        }

        double best = early;
        for (int window = 0; window < Windows; window++)
        {
            best = Math.Min(best, Median(model, Window));
        }

        return Answer(model.Optimizer, early / best)
            + string.Create(CultureInfo.InvariantCulture, $" {early:F0} {best:F0} {JitInfo.GetCompiledMethodCount() - methods}");
    }

    private static double Median(FreshModel model, int steps)
    {
        double[] times = new double[steps];
        for (int i = 0; i < steps; i++)
        {
            long start = Stopwatch.GetTimestamp();
            model.Step();
            times[i] = Stopwatch.GetElapsedTime(start).TotalNanoseconds;
        }

        Array.Sort(times);
        return times[steps / 2];
    }

    private static string Answer(AdamOptimizer optimizer, double number) =>
        string.Create(CultureInfo.InvariantCulture, $"{optimizer.ActiveInstructionSet} {number:R}");
}
