using System.Linq;
using System.Threading;
using Adam.Threads;
using Xunit;

namespace Adam.Tests.Threads;

/// <summary>Every chunk is taken once, by a thread that knows the job.</summary>
public sealed class WorkSharesTests
{
    [Fact]
    public void OneThread_TakesItsOwnShareFirst_ThenTheOthers()
    {
        var shares = new WorkShares(3);
        shares.Begin(1, 7);
        Assert.Equal([2, 3, 4, 5, 6, 0, 1, -1, -1], Enumerable.Range(0, 9).Select(_ => shares.Take(1, 1)));
    }

    [Fact]
    public void Work_IsFinished_WhenAllChunksAre()
    {
        var shares = new WorkShares(2);
        shares.Begin(1, 2);
        for (int chunk = 0; chunk < 2; chunk++)
        {
            Assert.False(shares.IsFinished);
            Assert.NotEqual(-1, shares.Take(1, 0));
            Assert.False(shares.IsFinished);
            shares.Finish();
        }

        Assert.True(shares.IsFinished);
    }

    [Fact]
    public void AnotherJobsNumber_TakesNothing()
    {
        var shares = new WorkShares(2);
        shares.Begin(uint.MaxValue, 4);
        Assert.Equal(-1, shares.Take(uint.MaxValue - 1, 0));
        Assert.Equal(-1, shares.Take(0, 1));
        Assert.Equal(0, shares.Take(uint.MaxValue, 0));
        shares.Begin(0, 40);
        Assert.Equal(-1, shares.Take(uint.MaxValue, 0));
        Assert.Equal(20, shares.Take(0, 1));
    }

    /// <summary>A late thread must find nothing also while a larger job is being handed out.</summary>
    [Fact]
    public void AStaleNumber_TakesNothing_WhileAJobBegins()
    {
        const int Threads = 512;
        var shares = new WorkShares(Threads);
        int over = 0, taken = 0;
        bool stop = false;
        var late = new Thread(() =>
        {
            while (!Volatile.Read(ref stop))
            {
                if (shares.Take((uint)Volatile.Read(ref over), Threads - 1) >= 0)
                {
                    Interlocked.Increment(ref taken);
                }
            }
        });
        late.Start();
        for (int job = 1; job <= 6000; job++)
        {
            int chunks = job % 2 == 0 ? 3 * Threads : Threads;
            shares.Begin((uint)job, chunks);
            while (shares.Take((uint)job, 0) >= 0)
            {
            }

            Volatile.Write(ref over, job);
        }

        Volatile.Write(ref stop, true);
        late.Join();
        Assert.Equal(0, taken);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    public void UnderContention_EveryChunkIsTakenOnce(int threads)
    {
        const int Jobs = 2000, Most = 97;
        var shares = new WorkShares(threads);
        int[,] taken = new int[Jobs + 1, Most];
        int current = 0;
        Thread[] workers = [.. Enumerable.Range(1, threads - 1).Select(thread => new Thread(() => Work(thread)))];
        foreach (Thread worker in workers)
        {
            worker.Start();
        }

        for (int job = 1; job <= Jobs; job++)
        {
            shares.Begin((uint)job, 1 + (job * 31 % Most));
            Volatile.Write(ref current, job);
            TakeAll(job, 0);
            SpinWait.SpinUntil(() => shares.IsFinished);
        }

        Volatile.Write(ref current, -1);
        foreach (Thread worker in workers)
        {
            worker.Join();
        }

        for (int job = 1; job <= Jobs; job++)
        {
            for (int chunk = 0; chunk < Most; chunk++)
            {
                Assert.Equal(chunk < 1 + (job * 31 % Most) ? 1 : 0, taken[job, chunk]);
            }
        }

        void Work(int thread)
        {
            for (int job = 0; job >= 0; job = Volatile.Read(ref current))
            {
                TakeAll(job, thread);
                Thread.Yield();
            }
        }

        void TakeAll(int job, int thread)
        {
            for (int chunk = shares.Take((uint)job, thread); chunk >= 0; chunk = shares.Take((uint)job, thread))
            {
                Interlocked.Increment(ref taken[job, chunk]);
                shares.Finish();
            }
        }
    }
}
