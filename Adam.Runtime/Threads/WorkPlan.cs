using System;
using Adam.Norms;
using Adam.Steps;

namespace Adam.Threads;

/// <summary>
/// All variables cut into pieces at fixed boundaries, and pieces joined into chunks of work: the same for any number of threads.
/// Arithmetic alone: made once, at Build.
/// </summary>
/// <remarks>
/// A piece is at most one block of the norms' fixed shape and never spans two variables; a chunk is a run of pieces of about as many
/// elements, or four times as many in a large model, so that small variables are grouped and large ones are cut.
/// </remarks>
internal sealed class WorkPlan
{
    /// <summary>From here on chunks are larger: there are enough of them for any number of threads, and norms read several blocks at once.</summary>
    private const long ManyElements = 128 * SquareSum.Block;

    private readonly Piece[] _pieces;
    private readonly int[] _firstPieces;
    private readonly int[] _ends;

    /// <exception cref="OverflowException">There are more pieces than an array holds.</exception>
    public WorkPlan(ReadOnlySpan<long> lengths)
    {
        long count = 0;
        foreach (long length in lengths)
        {
            Elements = checked(Elements + length);
            count += (length + SquareSum.Block - 1) / SquareSum.Block;
        }

        // Arrays rather than lists: every generic type over one of ours is compiled before the first step.
        _pieces = new Piece[checked((int)count)];
        _ends = new int[lengths.Length];
        int[] firstPieces = new int[_pieces.Length + 2];
        int chunks = 1, next = 0;
        long inChunk = 0;
        long most = Elements < ManyElements ? SquareSum.Block : SquareSum.BlocksAtOnce * SquareSum.Block;
        for (int variable = 0; variable < lengths.Length; variable++)
        {
            for (long start = 0; start < lengths[variable]; start += SquareSum.Block)
            {
                long length = Math.Min(SquareSum.Block, lengths[variable] - start);
                if (inChunk > 0 && inChunk + length > most)
                {
                    firstPieces[chunks++] = next;
                    inChunk = 0;
                }

                _pieces[next++] = new Piece(variable, start, length);
                inChunk += length;
            }

            _ends[variable] = next;
        }

        firstPieces[chunks++] = next;
        _firstPieces = firstPieces[..chunks];
    }

    /// <summary>Elements of all variables.</summary>
    public long Elements { get; }

    public ReadOnlySpan<Piece> Pieces => _pieces;

    public int ChunkCount => _firstPieces.Length - 1;

    /// <summary>The indices of a chunk's pieces.</summary>
    public Range Chunk(int chunk) => _firstPieces[chunk].._firstPieces[chunk + 1];

    /// <summary>The piece behind the last one of a variable.</summary>
    public int EndOf(int variable) => _ends[variable];

    /// <summary>Whether so many pieces are full blocks of one variable, one behind the other.</summary>
    public bool AreFullBlocks(int first, int count) =>
        _pieces[first].Variable == _pieces[first + count - 1].Variable && _pieces[first + count - 1].Length == SquareSum.Block;

    /// <summary>A run of elements of one variable.</summary>
    internal readonly record struct Piece(int Variable, long Start, long Length);
}
