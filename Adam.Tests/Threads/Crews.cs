using System;
using System.Collections.Concurrent;
using System.Threading;
using Adam.Threads;
using Xunit;

namespace Adam.Tests.Threads;

/// <summary>Who works in a pool, and whether he has gone home.</summary>
internal static class Crews
{
    /// <summary>No test is about time: this only ends one that would wait for ever, however busy the machine is.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    /// <summary>So often a collection may find threads still alive.</summary>
    private const int Collections = 3000;

    /// <summary>The threads of a pool without the caller: each takes one chunk and waits in it for all others.</summary>
    public static Thread[] Workers(WorkerPool pool, int threads)
    {
        var seen = new ConcurrentBag<Thread>();
        using var barrier = new Barrier(threads);
        pool.Run(threads, _ =>
        {
            if (Thread.CurrentThread.Name?.StartsWith("Adam worker", StringComparison.Ordinal) == true)
            {
                seen.Add(Thread.CurrentThread);
            }

            Assert.True(barrier.SignalAndWait(Patience));
        });
        Thread[] workers = [.. seen];
        Assert.Equal(threads - 1, workers.Length);
        Assert.Distinct(workers);
        return workers;
    }

    /// <summary>The pool of an optimizer that has taken a step on several threads.</summary>
    public static WorkerPool PoolOf(AdamOptimizer optimizer) =>
        Assert.IsType<WorkerPool>(optimizer.Runner.Threads);

    public static void AssertEnds(Thread[] workers)
    {
        foreach (Thread worker in workers)
        {
            Assert.True(worker.Join(Patience), $"{worker.Name} has not ended.");
        }
    }

    /// <summary>Collects and finalizes until the threads have ended.</summary>
    public static void AssertEndsWhenCollected(Thread[] workers)
    {
        foreach (Thread worker in workers)
        {
            for (int i = 0; i < Collections && worker.IsAlive; i++)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                worker.Join(10);
            }

            Assert.False(worker.IsAlive, $"{worker.Name} has not ended.");
        }
    }
}
