using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;

namespace Adam.Checkpoints;

/// <summary>Reads a checkpoint in one pass over any stream, and verifies it. A file of another program has no checksums to verify; <see cref="IsOurs"/> tells.</summary>
internal sealed class CheckpointReader
{
    private readonly SafetensorsReader _reader;
    private readonly string? _file;

    /// <summary>Reads and checks the header.</summary>
    /// <param name="stream">Stands at the first byte of the file.</param>
    /// <param name="file">The path for messages; null for a stream.</param>
    /// <param name="cancellation">Asked before each block of 256 KiB.</param>
    /// <exception cref="CheckpointException">It is not of the format, of a newer version, or has lost its checksums.</exception>
    public CheckpointReader(Stream stream, string? file, CancellationToken cancellation = default)
    {
        _file = file;
        _reader = new SafetensorsReader(stream, file, cancellation);
        IReadOnlyList<SafetensorsTensor> all = _reader.Header.Tensors;
        IsOurs = CheckpointFormat.IsOurs(Metadata, file);
        bool hasChecksums = all.Any(tensor => tensor.Name == CheckpointFormat.Checksums);
        if (IsOurs != hasChecksums)
        {
            throw Wrong(CheckpointFormat.Checksums, IsOurs
                ? "it is missing; the file was damaged, or written again by another program."
                : $"it is there, and the metadata lacks `{CheckpointFormat.VersionKey}`; the file was damaged, or written again by another program.");
        }

        long expected = sizeof(uint) * (long)all.Count;
        if (IsOurs && !(all[^1].Name == CheckpointFormat.Checksums && all[^1].Type == TensorType.U8 && all[^1].Length == expected))
        {
            throw Wrong(CheckpointFormat.Checksums, $"it must be the last tensor, of {expected} elements of U8; the file was damaged, or written again by another program.");
        }

        Tensors = IsOurs ? [.. all.SkipLast(1)] : all;
    }

    /// <summary>Whether it has our version and checksums; otherwise it is a list of tensors by name, nothing more.</summary>
    public bool IsOurs { get; }

    public IReadOnlyDictionary<string, string> Metadata => _reader.Header.Metadata;

    /// <summary>Without that of the checksums, in the order of their bytes.</summary>
    public IReadOnlyList<SafetensorsTensor> Tensors { get; }

    /// <summary>Reads all tensors and verifies every checksum. What was placed may be used when this returns, and not if it throws.</summary>
    /// <param name="place">Where a tensor goes; null to pass over it, which verifies it as well.</param>
    /// <exception cref="CheckpointException">The file is cut or longer than its header says, or a checksum is wrong.</exception>
    public void Read(Func<SafetensorsTensor, TensorBytes?> place)
    {
        List<uint> sums = [_reader.HeaderChecksum];
        foreach (SafetensorsTensor tensor in Tensors)
        {
            sums.Add(_reader.ReadNext(place(tensor)));
        }

        if (IsOurs)
        {
            uint[] written = new uint[sums.Count];
            _reader.ReadNext(TensorBytes.Of(written));
            for (int i = 0; i < written.Length; i++)
            {
                if (sums[i] != written[i])
                {
                    throw Wrong(
                        i == 0 ? null : Tensors[i - 1].Name,
                        $"the checksum {(i == 0 ? "of the header " : "")}is 0x{sums[i]:X8} and was 0x{written[i]:X8} when it was written; the file is damaged.");
                }
            }
        }

        _reader.Finish();
    }

    private CheckpointException Wrong(string? tensor, string fact) => new(_file, tensor, fact);
}
