using System;
using System.Runtime.ExceptionServices;
using System.Threading;

namespace Adam.Threads;

/// <summary>
/// Threads that run the chunks of a job together with the caller. They spin briefly after a job, because the next step follows soon,
/// and then park; the caller never waits for one that has not started, because it takes its chunks over.
/// </summary>
/// <remarks>
/// Threads refer to the inner crew only, not to this object, so that a pool nobody disposes is still collected and its finalizer
/// ends them.
/// </remarks>
internal sealed class WorkerPool : IDisposable
{
    private readonly Crew _crew;

    /// <param name="threads">Threads that share a job, the caller included; at least 2.</param>
    public WorkerPool(int threads)
    {
        _crew = new Crew(threads);
        for (int thread = 1; thread < threads; thread++)
        {
            int index = thread;
            Crew crew = _crew;

            // Unsafe: a context that flows along would live as long as the thread, with all that the caller keeps in it.
            new Thread(() => crew.Work(index)) { IsBackground = true, Name = $"Adam worker {index}" }.UnsafeStart();
        }
    }

    ~WorkerPool() => _crew.Stop();

    /// <summary>Runs all chunks and returns when they are done. One call at a time. Rethrows the first exception of a chunk.</summary>
    /// <param name="chunks">How many there are.</param>
    /// <param name="work">Runs one, by its index. Called by several threads at once.</param>
    public void Run(int chunks, Action<int> work)
    {
        _crew.Run(chunks, work);

        // Until here nobody may finalize the pool and end its threads.
        GC.KeepAlive(this);
    }

    public void Dispose()
    {
        _crew.Stop();
        GC.SuppressFinalize(this);
    }

    /// <summary>What the threads share.</summary>
    private sealed class Crew(int threads)
    {
        /// <summary>About 20 microseconds: the pause between two steps of a small model.</summary>
        private const int Spins = 2000;

        private readonly WorkShares _shares = new(threads);
        private readonly object _parking = new();
        private Action<int>? _work;
        private Exception? _failure;
        private int _parked;
        private uint _job;
        private bool _stopped;

        public void Run(int chunks, Action<int> work)
        {
            _work = work;
            uint job = _job + 1;
            _shares.Begin(job, chunks);
            Volatile.Write(ref _job, job);

            // Either a thread that is about to park sees the new job, or we see that it has parked.
            Interlocked.MemoryBarrier();
            if (Volatile.Read(ref _parked) > 0)
            {
                lock (_parking)
                {
                    Monitor.PulseAll(_parking);
                }
            }

            RunChunks(job, thread: 0);
            var spinner = default(SpinWait);
            while (!_shares.IsFinished)
            {
                spinner.SpinOnce(sleep1Threshold: -1);
            }

            // The threads must not keep the optimizer alive through the work.
            _work = null;
            if (Interlocked.Exchange(ref _failure, null) is { } failure)
            {
                ExceptionDispatchInfo.Throw(failure);
            }
        }

        public void Work(int thread)
        {
            uint done = 0;
            while (WaitForJob(done) is { } job)
            {
                done = job;
                RunChunks(job, thread);
            }
        }

        public void Stop()
        {
            lock (_parking)
            {
                Volatile.Write(ref _stopped, true);
                Monitor.PulseAll(_parking);
            }
        }

        private void RunChunks(uint job, int thread)
        {
            for (int chunk = _shares.Take(job, thread); chunk >= 0; chunk = _shares.Take(job, thread))
            {
                try
                {
                    _work!(chunk);
                }
#pragma warning disable CA1031 // Do not catch general exception types: on a thread of ours it would end the process; the caller rethrows it.
                catch (Exception exception)
#pragma warning restore CA1031
                {
                    Interlocked.CompareExchange(ref _failure, exception, null);
                }
                finally
                {
                    _shares.Finish();
                }
            }
        }

        /// <summary>The number of a job later than <paramref name="done"/>; null when the pool is stopped.</summary>
        private uint? WaitForJob(uint done)
        {
            for (int spin = 0; spin < Spins; spin++)
            {
                if (Volatile.Read(ref _stopped))
                {
                    return null;
                }

                if (Volatile.Read(ref _job) != done)
                {
                    return _job;
                }

                Thread.SpinWait(1);
            }

            lock (_parking)
            {
                Interlocked.Increment(ref _parked);
                while (Volatile.Read(ref _job) == done && !Volatile.Read(ref _stopped))
                {
                    Monitor.Wait(_parking);
                }

                Interlocked.Decrement(ref _parked);
                return Volatile.Read(ref _stopped) ? null : _job;
            }
        }
    }
}
