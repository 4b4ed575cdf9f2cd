using System;
using System.Buffers.Binary;
using System.IO;
using System.Threading;

namespace Adam.Checkpoints;

/// <summary>Reads a file of the format in one pass: the header at once, then tensor after tensor in the order of their bytes, each with its checksum.</summary>
/// <remarks>
/// The stream need not be able to seek. If it can, its length is compared with the header's before any tensor is read. What it costs is
/// bounded by the bytes that are really there. Errors of the stream itself pass through.
/// </remarks>
internal sealed class SafetensorsReader
{
    /// <summary>The format's own limit.</summary>
    public const int LongestHeader = 100_000_000;

    private const int PrefixLength = sizeof(ulong);

    /// <summary>Bytes that are read and then summed while they are still in a cache near the processor.</summary>
    private const int Block = 1 << 18;

    private readonly Stream _stream;
    private readonly string? _file;
    private readonly CancellationToken _cancellation;
    private byte[]? _scratch;
    private int _next;

    /// <summary>Reads and checks the header.</summary>
    /// <param name="stream">Stands at the first byte of the file.</param>
    /// <param name="file">The path for messages; null for a stream.</param>
    /// <param name="cancellation">Asked before each block.</param>
    /// <exception cref="CheckpointException">The header is none of the format, or the stream has another length.</exception>
    public SafetensorsReader(Stream stream, string? file, CancellationToken cancellation = default)
    {
        _stream = stream;
        _file = file;
        _cancellation = cancellation;
        if (!BitConverter.IsLittleEndian)
        {
            throw new PlatformNotSupportedException("The format's elements are little-endian, and so must the processor be.");
        }

        long? length = stream.CanSeek ? stream.Length - stream.Position : null;
        byte[] text = HeaderText(length, out HeaderChecksum);
        Header = SafetensorsHeaderParser.Parse(text, file);
        if (length is { } known && known != PrefixLength + text.Length + Header.DataLength)
        {
            throw Wrong(null, $"there are {known} bytes and the header describes {PrefixLength + text.Length + Header.DataLength}; {Difference(known < PrefixLength + text.Length + Header.DataLength)}.");
        }
    }

    public SafetensorsHeader Header { get; }

    /// <summary>The checksum of everything before the first tensor: the header's length, its text and the padding.</summary>
    public readonly uint HeaderChecksum;

    /// <summary>The tensor that <see cref="ReadNext"/> reads, or null behind the last one.</summary>
    public SafetensorsTensor? Next => _next < Header.Tensors.Count ? Header.Tensors[_next] : null;

    /// <summary>Reads the next tensor and gives its checksum.</summary>
    /// <param name="destination">Memory of its length; null to pass over it.</param>
    /// <exception cref="CheckpointException">The stream ends within the tensor.</exception>
    public uint ReadNext(TensorBytes? destination)
    {
        SafetensorsTensor tensor = Header.Tensors[_next++];
        if (destination is null)
        {
            _scratch ??= new byte[Block];
        }

        uint sum = 0;
        for (long done = 0; done < tensor.Length;)
        {
            _cancellation.ThrowIfCancellationRequested();
            Span<byte> room = destination is null ? _scratch : destination.From(done);
            Span<byte> block = room[..(int)Math.Min(Math.Min(room.Length, Block), tensor.Length - done)];
            int count = _stream.Read(block);
            if (count == 0)
            {
                throw Wrong(tensor.Name, $"the bytes end after {done} of {tensor.Length}; {Difference(cut: true)}.");
            }

            sum = Crc32C.Append(sum, block[..count]);
            done += count;
        }

        return sum;
    }

    /// <summary>Makes sure that nothing follows the last tensor.</summary>
    /// <exception cref="CheckpointException">Something does.</exception>
    public void Finish()
    {
        Span<byte> one = stackalloc byte[1];
        if (_stream.Read(one) != 0)
        {
            throw Wrong(null, $"bytes follow the last tensor; {Difference(cut: false)}.");
        }
    }

    private static string Difference(bool cut) => cut ? "it was cut, or is not written to its end" : "something was appended, or it grew while it was read";

    /// <summary>The header's text. A claimed length costs no memory before so many bytes have arrived.</summary>
    private byte[] HeaderText(long? length, out uint checksum)
    {
        Span<byte> prefix = stackalloc byte[PrefixLength];
        int got = _stream.ReadAtLeast(prefix, PrefixLength, throwOnEndOfStream: false);
        if (got < PrefixLength)
        {
            throw Wrong(null, $"there are {got} bytes; the length of the header alone has {PrefixLength}.");
        }

        ulong claimed = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (claimed > LongestHeader)
        {
            throw Wrong(null, $"the header has {claimed} bytes by its length field; at most {LongestHeader} are allowed. It may be a file of another format.");
        }

        if (length is { } known && (long)claimed > known - PrefixLength)
        {
            throw Wrong(null, $"the header has {claimed} bytes by its length field, and {known - PrefixLength} follow; {Difference(cut: true)}.");
        }

        byte[] text = new byte[(int)Math.Min(claimed, length is null ? 1 << 16 : claimed)];
        int done = 0;
        while (true)
        {
            int count = _stream.ReadAtLeast(text.AsSpan(done), text.Length - done, throwOnEndOfStream: false);
            done += count;
            if (done < text.Length)
            {
                throw Wrong(null, $"the header has {claimed} bytes by its length field, and {done} follow; {Difference(cut: true)}.");
            }

            if (done == (int)claimed)
            {
                checksum = Crc32C.Append(Crc32C.Of(prefix), text);
                return text;
            }

            Array.Resize(ref text, (int)Math.Min(claimed, 2 * (ulong)text.Length));
        }
    }

    private CheckpointException Wrong(string? tensor, string fact) => new(_file, tensor, fact);
}
