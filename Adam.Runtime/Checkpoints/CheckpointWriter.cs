using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;

namespace Adam.Checkpoints;

/// <summary>Writes tensors and metadata as a checkpoint, in one pass over any stream.</summary>
internal static class CheckpointWriter
{
    /// <param name="stream">Gets the file, from where it stands; it is not flushed.</param>
    /// <param name="tensors">With names of their own; the bytes must not change meanwhile.</param>
    /// <param name="metadata">Without the version, which is added.</param>
    /// <param name="cancellation">Asked before each block of 256 KiB.</param>
    /// <exception cref="ArgumentException">What <see cref="SafetensorsLayout.Of"/> refuses, before anything is written.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled; a part is written.</exception>
    public static void Write(
        Stream stream, IReadOnlyCollection<TensorToWrite> tensors, IReadOnlyDictionary<string, string> metadata, CancellationToken cancellation = default)
    {
        // One for the header and one for each tensor.
        uint[] sums = new uint[1 + tensors.Count];
        var last = new TensorToWrite(CheckpointFormat.Checksums, TensorType.U8, [sizeof(uint) * (long)sums.Length], TensorBytes.Of(sums));
        var all = new Dictionary<string, string>(metadata, StringComparer.Ordinal);
        if (!all.TryAdd(CheckpointFormat.VersionKey, CheckpointFormat.Version))
        {
            throw new ArgumentException($"The key '{CheckpointFormat.VersionKey}' is reserved.", nameof(metadata));
        }

        SafetensorsLayout layout = SafetensorsLayout.Of(tensors, all, last);
        var writer = new SafetensorsWriter(stream, cancellation);
        sums[0] = writer.Write(TensorBytes.Of(layout.Header));
        for (int i = 0; i < tensors.Count; i++)
        {
            sums[1 + i] = writer.Write(layout.Tensors[i].Bytes);
        }

        writer.Write(last.Bytes);
        writer.Finish();
    }
}
