using System;
using System.Linq;
using System.Threading;

namespace Adam.Benchmarks.Measuring;

/// <summary>One thread for each processor that does nothing but run, until disposed.</summary>
internal sealed class BusyCores : IDisposable
{
    private readonly Thread[] _threads;
    private bool _stop;

    internal BusyCores()
    {
        _threads = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Thread(Spin) { IsBackground = true })];
        foreach (Thread thread in _threads)
        {
            thread.Start();
        }
    }

    public void Dispose()
    {
        Volatile.Write(ref _stop, true);
        foreach (Thread thread in _threads)
        {
            thread.Join();
        }
    }

    private void Spin()
    {
        while (!Volatile.Read(ref _stop))
        {
        }
    }
}
