using System.Runtime.InteropServices;
using System.Threading;

namespace Adam.Threads;

/// <summary>
/// The chunks of a job, divided among threads by a fixed map so that each finds its elements in its own cache again; who is done
/// with his share takes chunks of the others that nobody has started.
/// </summary>
/// <remarks>
/// A cursor holds the job's number beside the next chunk, so that a thread which wakes late can never take a chunk of a job that is
/// over: its exchange fails. A share is closed while a job begins, since the late thread may already read the new job's bounds.
/// </remarks>
internal sealed class WorkShares(int threads)
{
    private readonly Cursor[] _cursors = new Cursor[threads];
    private int _chunks;
    private int _unfinished;

    /// <summary>Whether every chunk has been finished.</summary>
    public bool IsFinished => Volatile.Read(ref _unfinished) == 0;

    /// <summary>Hands out the chunks of a new job. Nobody works on the last one any more.</summary>
    public void Begin(uint job, int chunks)
    {
        for (int share = 0; share < _cursors.Length; share++)
        {
            Volatile.Write(ref _cursors[share].Value, Pack(job, int.MaxValue));
        }

        // Whoever reads the new bounds finds every cursor changed.
        Volatile.Write(ref _chunks, chunks);
        Volatile.Write(ref _unfinished, chunks);
        for (int share = 0; share < _cursors.Length; share++)
        {
            Volatile.Write(ref _cursors[share].Value, Pack(job, First(share)));
        }
    }

    /// <summary>Takes a chunk of the job: of one's own share as long as there is one, then of another's; -1 where none is left.</summary>
    public int Take(uint job, int thread)
    {
        for (int k = 0; k < _cursors.Length; k++)
        {
            int share = thread + k < _cursors.Length ? thread + k : thread + k - _cursors.Length;
            ref long cursor = ref _cursors[share].Value;
            long seen = Volatile.Read(ref cursor);
            while ((uint)(seen >> 32) == job && (int)seen < First(share + 1))
            {
                long before = Interlocked.CompareExchange(ref cursor, seen + 1, seen);
                if (before == seen)
                {
                    return (int)seen;
                }

                seen = before;
            }
        }

        return -1;
    }

    /// <summary>Says that a chunk which was taken is done.</summary>
    public void Finish() => Interlocked.Decrement(ref _unfinished);

    private static long Pack(uint job, int chunk) => ((long)job << 32) | (uint)chunk;

    private int First(int share) => (int)((long)_chunks * share / _cursors.Length);

    /// <summary>A line of its own for each, and one more, which processors fetch with it.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 128)]
    private struct Cursor
    {
        [FieldOffset(0)]
        public long Value;
    }
}
