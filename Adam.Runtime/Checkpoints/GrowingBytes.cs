using System;
using System.Collections.Generic;

namespace Adam.Checkpoints;

/// <summary>
/// Memory for a tensor whose length a file claims: it grows as the bytes arrive, to at most 64 KiB or twice of what has arrived, so that a
/// claim costs nothing.
/// </summary>
internal sealed class GrowingBytes(long length) : TensorBytes
{
    private const int FirstPiece = 1 << 16;

    /// <summary>Each piece with the offset of its first byte.</summary>
    private readonly List<(long Start, byte[] Bytes)> _pieces = [];

    public override long Length => length;

    public override Span<byte> From(long offset)
    {
        while (offset < length && offset >= End)
        {
            long start = End;
            int size = (int)Math.Min(length - start, Math.Clamp(start, FirstPiece, 1 << 30));
            _pieces.Add((start, GC.AllocateUninitializedArray<byte>(size)));
        }

        // Pieces double, so there are few.
        int piece = _pieces.Count - 1;
        while (piece > 0 && offset < _pieces[piece].Start)
        {
            piece--;
        }

        return piece < 0 ? [] : _pieces[piece].Bytes.AsSpan((int)(offset - _pieces[piece].Start));
    }

    private long End => _pieces.Count == 0 ? 0 : _pieces[^1].Start + _pieces[^1].Bytes.Length;
}
