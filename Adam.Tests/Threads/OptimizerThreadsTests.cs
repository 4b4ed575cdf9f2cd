using System;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using Adam.Tests.Runtime;
using Adam.Threads;
using Xunit;

namespace Adam.Tests.Threads;

/// <summary>The threads of an optimizer: when they end, what they allocate, and that steps finish on a busy machine.</summary>
public sealed class OptimizerThreadsTests
{
    private const int Length = 160_000;

    [Fact]
    public void Dispose_EndsAllThreads()
    {
        AdamOptimizer optimizer = Stepped(8, out _);
        Thread[] workers = Crews.Workers(Crews.PoolOf(optimizer), 8);
        optimizer.Dispose();
        Crews.AssertEnds(workers);
    }

    [Fact]
    public void AnOptimizerNobodyDisposes_IsCollected_AndItsThreadsEnd()
    {
        Thread[] workers = Leave(out WeakReference optimizer);
        Crews.AssertEndsWhenCollected(workers);
        Assert.False(optimizer.IsAlive);
    }

    [Fact]
    public void ThereAreNoMoreThreadsThanChunks()
    {
        using var optimizer = new PlainAdam(new AdamOptions { MaxDegreeOfParallelism = 64 });
        var variable = new AdamVariable("w", new float[40_000]);
        optimizer.ApplyGradients((new float[40_000], variable));
        Crews.Workers(Crews.PoolOf(optimizer), 3);
    }

    [Fact]
    public void StepsFinish_WhileEveryCoreIsBusy()
    {
        const int Steps = 2000;
        bool stop = false;
        Thread[] busy = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Thread(() =>
        {
            while (!Volatile.Read(ref stop))
            {
            }
        }) { IsBackground = true })];
        foreach (Thread thread in busy)
        {
            thread.Start();
        }

        long done = 0;
        var work = new Thread(() =>
        {
            using AdamOptimizer optimizer = Stepped(8, out (Gradient, AdamVariable)[] pairs, 40_000, 50_000, 8);
            for (int step = 1; step < Steps; step++)
            {
                Volatile.Write(ref done, optimizer.ApplyGradients(pairs));
            }
        }) { IsBackground = true };
        work.Start();
        bool ended = work.Join(Crews.Patience);
        Volatile.Write(ref stop, true);
        Assert.True(ended, $"{Volatile.Read(ref done)} of {Steps} steps were done.");
        Assert.Equal(Steps, done);
    }

    /// <summary>Neither the caller nor a worker allocates; both are asked, since a chunk may run on any.</summary>
    [Fact]
    public void NothingIsAllocated_AfterTheFirstStep()
    {
        const int Threads = 3;
        using AdamOptimizer optimizer = Stepped(Threads, out (Gradient, AdamVariable)[] pairs, 40_000, 60_000, 7);
        WorkerPool pool = Crews.PoolOf(optimizer);
        _ = Allocated(pool, Threads);
        optimizer.ApplyGradients(pairs);
        long before = Allocated(pool, Threads);
        long between = Allocated(pool, Threads);
        Assert.Equal(0, Allocation.Of(() => optimizer.ApplyGradients(pairs), 50));

        // Asking allocates too, each time the same; 50 steps that allocated 24 bytes each on every worker would show beside the
        // rest of an allocation buffer that a garbage collection counts.
        long after = Allocated(pool, Threads);
        Assert.InRange(after - between, 0, between - before + 8192);
    }

    /// <summary>Bytes that the workers of a pool have allocated.</summary>
    private static long Allocated(WorkerPool pool, int threads)
    {
        long bytes = 0;
        int arrived = 0;
        Thread caller = Thread.CurrentThread;
        pool.Run(threads, _ =>
        {
            if (Thread.CurrentThread != caller)
            {
                Interlocked.Add(ref bytes, GC.GetAllocatedBytesForCurrentThread());
            }

            Interlocked.Increment(ref arrived);
            while (Volatile.Read(ref arrived) < threads)
            {
                Thread.Yield();
            }
        });
        return bytes;
    }

    private static FullAdam Stepped(int threads, out (Gradient Gradient, AdamVariable Variable)[] pairs, params int[] lengths)
    {
        int[] sizes = lengths.Length > 0 ? lengths : [Length];
        var optimizer = new FullAdam(new AdamOptions { MaxDegreeOfParallelism = threads });
        pairs = [.. sizes.Select((size, i) => (new Gradient(Enumerable.Repeat(.5f, size).ToArray()), new AdamVariable($"w{i}", new float[size])))];
        optimizer.ApplyGradients(pairs);
        return optimizer;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Thread[] Leave(out WeakReference reference)
    {
        AdamOptimizer optimizer = Stepped(4, out _);
        reference = new WeakReference(optimizer);
        return Crews.Workers(Crews.PoolOf(optimizer), 4);
    }
}
