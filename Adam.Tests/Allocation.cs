using System;

namespace Adam.Tests;

/// <summary>Counts what a call allocates on this thread.</summary>
internal static class Allocation
{
    private const int Attempts = 20;

    /// <summary>
    /// Bytes that so many calls allocate, at the least of some attempts: a garbage collection in between, which any other test may
    /// cause, counts the rest of this thread's allocation buffer as allocated. A call that allocates does so at every attempt.
    /// </summary>
    public static long Of(Action call, int calls)
    {
        long least = long.MaxValue;
        for (int attempt = 0; attempt < Attempts && least != 0; attempt++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < calls; i++)
            {
                call();
            }

            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
