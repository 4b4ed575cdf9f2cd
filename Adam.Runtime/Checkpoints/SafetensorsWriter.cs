using System;
using System.IO;
using System.Threading;

namespace Adam.Checkpoints;

/// <summary>Writes a layout to a stream in one pass, and sums what it writes. Beside the tensors it holds half a MiB.</summary>
/// <remarks>What is small is gathered, so that ten thousand small tensors are no ten thousand calls; what is large goes from the tensor's own memory.</remarks>
internal sealed class SafetensorsWriter(Stream stream, CancellationToken cancellation = default)
{
    /// <summary>Bytes that are summed and then written while they are still in a cache near the processor.</summary>
    private const int Block = 1 << 18;

    private readonly byte[] _gathered = new byte[Block];
    private int _count;

    /// <summary>Writes bytes and gives their checksum.</summary>
    public uint Write(TensorBytes bytes)
    {
        uint sum = 0;
        for (long done = 0; done < bytes.Length;)
        {
            cancellation.ThrowIfCancellationRequested();
            ReadOnlySpan<byte> piece = bytes.From(done);
            piece = piece[..Math.Min(piece.Length, Block)];
            sum = Crc32C.Append(sum, piece);
            Put(piece);
            done += piece.Length;
        }

        return sum;
    }

    /// <summary>Hands on what is still gathered. Must be called at the end; it does not flush the stream.</summary>
    public void Finish()
    {
        stream.Write(_gathered, 0, _count);
        _count = 0;
    }

    private void Put(ReadOnlySpan<byte> piece)
    {
        if (piece.Length > _gathered.Length - _count)
        {
            Finish();
        }

        if (piece.Length == _gathered.Length)
        {
            stream.Write(piece);
            return;
        }

        piece.CopyTo(_gathered.AsSpan(_count));
        _count += piece.Length;
    }
}
