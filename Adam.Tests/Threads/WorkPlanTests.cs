using System;
using System.Linq;
using Adam.Norms;
using Adam.Steps;
using Adam.Threads;
using Xunit;

namespace Adam.Tests.Threads;

/// <summary>Pieces and chunks: fixed boundaries, every element once.</summary>
public sealed class WorkPlanTests
{
    private static readonly long[] s_mixed = [0, 1, 15, 17, 16383, 16384, 16385, 0, 70001, 200003, 3];

    [Fact]
    public void EveryElement_LiesInExactlyOnePiece()
    {
        AssertCovers(s_mixed);
        AssertCovers([.. s_mixed.Reverse()]);
        AssertCovers([SquareSum.Block]);
        AssertCovers([.. Enumerable.Range(0, 300).Select(i => (long)i * i)]);
    }

    [Fact]
    public void Nothing_HasNoPieces()
    {
        Assert.Empty(new WorkPlan([]).Pieces.ToArray());
        var plan = new WorkPlan([0, 0]);
        Assert.Empty(plan.Pieces.ToArray());
        Assert.Equal(0, plan.Elements);
        Assert.Equal(1, plan.ChunkCount);
        Assert.Equal(0..0, plan.Chunk(0));
    }

    /// <summary>The sums of squares have the same bits because a piece is a block of theirs.</summary>
    [Fact]
    public void Pieces_BeginAtBlocks()
    {
        foreach (WorkPlan.Piece piece in new WorkPlan(s_mixed).Pieces)
        {
            Assert.Equal(0, piece.Start % SquareSum.Block);
            Assert.Equal(Math.Min(SquareSum.Block, s_mixed[piece.Variable] - piece.Start), piece.Length);
        }
    }

    [Fact]
    public void MoreElementsThanAnInteger()
    {
        const long Length = (1L << 31) + 5;
        var plan = new WorkPlan([7, Length]);
        Assert.Equal(Length + 7, plan.Elements);
        Assert.Equal(1 + (1 << 17) + 1, plan.Pieces.Length);
        Assert.Equal(new WorkPlan.Piece(1, 1L << 31, 5), plan.Pieces[^1]);
        Assert.Equal(new WorkPlan.Piece(1, (1L << 31) - SquareSum.Block, SquareSum.Block), plan.Pieces[^2]);
        AssertCovers([7, Length]);
    }

    [Fact]
    public void ManyTinyVariables_AreGrouped()
    {
        var plan = new WorkPlan([.. Enumerable.Repeat(100L, 10_000)]);
        Assert.Equal(10_000, plan.Pieces.Length);

        // 163 variables of 100 elements fit into a block.
        Assert.Equal(62, plan.ChunkCount);
        Assert.Equal(0..163, plan.Chunk(0));
        Assert.Equal((61 * 163)..10_000, plan.Chunk(61));
    }

    /// <summary>Norms read four blocks of a variable at once, where there are so many that threads need no smaller chunks.</summary>
    [Fact]
    public void LargeModels_HaveLargeChunks()
    {
        const long Block = SquareSum.Block;
        Assert.Equal(127, new WorkPlan([127 * Block]).ChunkCount);
        var plan = new WorkPlan([127 * Block, Block + 1, 3]);
        Assert.Equal(33, plan.ChunkCount);
        Assert.Equal(0..4, plan.Chunk(0));
        Assert.True(plan.AreFullBlocks(0, 4));
        Assert.False(plan.AreFullBlocks(124, 4));
        Assert.False(new WorkPlan([4 * Block - 1]).AreFullBlocks(0, 4));
        AssertCovers([127 * Block, Block + 1, 3]);
    }

    private static void AssertCovers(long[] lengths)
    {
        var plan = new WorkPlan(lengths);
        long most = plan.Elements < 128 * SquareSum.Block ? SquareSum.Block : 4 * SquareSum.Block;
        long[] covered = new long[lengths.Length];
        int next = 0;
        for (int chunk = 0; chunk < plan.ChunkCount; chunk++)
        {
            (int first, int count) = plan.Chunk(chunk).GetOffsetAndLength(plan.Pieces.Length);
            Assert.Equal(next, first);
            Assert.True(count > 0);
            long elements = 0;
            foreach (WorkPlan.Piece piece in plan.Pieces.Slice(first, count))
            {
                Assert.Equal(covered[piece.Variable], piece.Start);
                Assert.InRange(piece.Length, 1, SquareSum.Block);
                covered[piece.Variable] += piece.Length;
                elements += piece.Length;
            }

            Assert.InRange(elements, 1, most);
            next += count;
        }

        Assert.Equal(plan.Pieces.Length, next);
        Assert.Equal(lengths, covered);
        Assert.Equal(lengths.Sum(), plan.Elements);
    }
}
