using System;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using Adam.Threads;
using Xunit;

namespace Adam.Tests.Threads;

/// <summary>A pool runs every chunk once, survives what a chunk throws, and its threads end.</summary>
public sealed class WorkerPoolTests
{
    private static readonly AsyncLocal<object?> s_ambient = new();

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(8)]
    public void EveryChunk_RunsOnce(int threads)
    {
        using var pool = new WorkerPool(threads);
        int[] runs = new int[61];
        for (int job = 1; job <= 500; job++)
        {
            pool.Run(runs.Length, chunk => Interlocked.Increment(ref runs[chunk]));
            Assert.All(runs, count => Assert.Equal(job, count));
        }
    }

    [Fact]
    public void AnException_IsRethrownOnTheCaller_AndThePoolGoesOn()
    {
        using var pool = new WorkerPool(4);
        int[] runs = new int[40];
        for (int failing = 0; failing < runs.Length; failing++)
        {
            Array.Clear(runs);
            InvalidOperationException thrown = Assert.Throws<InvalidOperationException>(() => pool.Run(runs.Length, chunk =>
            {
                Interlocked.Increment(ref runs[chunk]);
                if (chunk == failing)
                {
                    throw new InvalidOperationException($"chunk {chunk}");
                }
            }));
            Assert.Equal($"chunk {failing}", thrown.Message);
            Assert.All(runs, count => Assert.Equal(1, count));
            pool.Run(runs.Length, chunk => Interlocked.Increment(ref runs[chunk]));
            Assert.All(runs, count => Assert.Equal(2, count));
        }
    }

    [Fact]
    public void AnException_OfAWorker_IsRethrownOnTheCaller()
    {
        using var pool = new WorkerPool(2);
        using var barrier = new Barrier(2);
        Assert.Throws<FormatException>(() => pool.Run(2, _ =>
        {
            Assert.True(barrier.SignalAndWait(Crews.Patience));
            if (Thread.CurrentThread.IsBackground && Thread.CurrentThread.Name == "Adam worker 1")
            {
                throw new FormatException();
            }
        }));
        Assert.Single(Crews.Workers(pool, 2));
    }

    [Fact]
    public void Dispose_EndsAllThreads()
    {
        var pool = new WorkerPool(8);
        Thread[] workers = Crews.Workers(pool, 8);
        Assert.Equal(Enumerable.Range(1, 7).Select(i => $"Adam worker {i}"), workers.Select(worker => worker.Name).Order());
        Assert.All(workers, worker => Assert.True(worker.IsBackground));
        pool.Dispose();
        Crews.AssertEnds(workers);
        pool.Dispose();
    }

    /// <summary>Both while they spin, right after a job, and when they have parked.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(50)]
    public void APoolNobodyDisposes_EndsItsThreads(int pause)
    {
        Thread[] workers = LeaveAPool();
        Thread.Sleep(pause);
        Crews.AssertEndsWhenCollected(workers);
    }

    /// <summary>What flows with the caller's context must not live as long as the threads.</summary>
    [Fact]
    public void Threads_DoNotKeepTheCallersContext()
    {
        using WorkerPool pool = MakeInContext(out WeakReference ambient);
        Crews.Workers(pool, 3);
        for (int i = 0; i < 10 && ambient.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(ambient.IsAlive);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Thread[] LeaveAPool() => Crews.Workers(new WorkerPool(4), 4);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WorkerPool MakeInContext(out WeakReference reference)
    {
        object ambient = new();
        reference = new WeakReference(ambient);
        WorkerPool? pool = null;
        var thread = new Thread(() =>
        {
            s_ambient.Value = ambient;
            pool = new WorkerPool(3);
        });
        thread.Start();
        thread.Join();
        return pool!;
    }
}
