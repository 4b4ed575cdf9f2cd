using System.Threading;
using Adam.Benchmarks.Kernels;

namespace Adam.Benchmarks.Measuring;

/// <summary>
/// A kernel on two threads, each with its own half and without waiting for the other between steps: a bound for anything
/// that joins its threads at each step.
/// </summary>
internal sealed class TwoThreads : Competitor
{
    private readonly Kernel _kernel;
    private readonly StepArrays _mine;
    private readonly StepArrays _theirs;
    private readonly StepNumbers _numbers = StepNumbers.At(10);
    private readonly SemaphoreSlim _start = new(0);
    private readonly SemaphoreSlim _end = new(0);
    private readonly Thread _thread;
    private int _steps;

    internal TwoThreads(string name, Kernel kernel, StepArrays arrays)
        : base(name, arrays.Length)
    {
        _kernel = kernel;
        nint half = arrays.Length / 2 / 1024 * 1024;
        _mine = Slices.Of(arrays, 0, half);
        _theirs = Slices.Of(arrays, half, arrays.Length - half);
        _thread = new Thread(Work) { IsBackground = true };
        _thread.Start();
    }

    internal override void Run(int steps)
    {
        _steps = steps;
        _start.Release();
        Steps(_mine, steps);
        _end.Wait();
    }

    public override void Dispose()
    {
        _steps = -1;
        _start.Release();
        _thread.Join();
        _start.Dispose();
        _end.Dispose();
        base.Dispose();
    }

    private void Work()
    {
        while (true)
        {
            _start.Wait();
            if (_steps < 0)
            {
                return;
            }

            Steps(_theirs, _steps);
            _end.Release();
        }
    }

    private void Steps(in StepArrays arrays, int steps)
    {
        for (int i = 0; i < steps; i++)
        {
            _kernel(arrays, _numbers);
        }
    }
}
