using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Linq;
using System.Text;
using Adam.Keras.Data;
using Adam.Keras.Files;
using Adam.Keras.Hdf5;
using Adam.Keras.Zip;

namespace Adam.Keras;

/// <summary>Reads the state of an optimizer from a file, whichever it is: its content says what it is, not its name.</summary>
/// <remarks>
/// Reads <c>.keras</c>, <c>.weights.h5</c>, older <c>.h5</c> and TensorFlow checkpoints. Works ahead of time. A damaged or hostile file is a
/// <see cref="KerasException"/>: the work and the memory that it can cause are bounded by its size.
/// </remarks>
public static partial class KerasFile
{
    private const int HeadSize = 64;

    /// <summary>Reads the state of the optimizer that a file holds.</summary>
    /// <param name="path">A file, or the prefix of a TensorFlow checkpoint.</param>
    /// <param name="options">What the file does not tell; null: nothing more is known.</param>
    /// <exception cref="KerasException">The file holds no state of Adam, or is damaged, or leaves something open; see <see cref="KerasException.Problem"/>.</exception>
    public static KerasOptimizerState Read(string path, KerasReadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        options ??= new KerasReadOptions();
        if (!File.Exists(path) && File.Exists(path + ".index"))
        {
            return TensorFlowCheckpoint.Open(path).ReadOptimizer(options);
        }

        using FileSource file = FileSource.Open(path);
        return Kind(file) == FileKind.Index
            ? TensorFlowCheckpoint.Open(path).ReadOptimizer(options)
            : ModelFile.Open(file).ReadOptimizer(options);
    }

    /// <summary>
    /// Reads a file of Keras whose HDF5 part is not of the classic format: newer versions of it, chunks, compression. Through the library
    /// PureHDF, which was not made for hostile files: for files that you trust. The whole part is held in memory.
    /// </summary>
    /// <inheritdoc cref="Read" path="/param|/exception"/>
    [RequiresDynamicCode(TrustedReader.Reason)]
    [RequiresUnreferencedCode(TrustedReader.Reason)]
    public static KerasOptimizerState ReadTrusted(string path, KerasReadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        using FileSource file = FileSource.Open(path);
        return ModelFile.Open(file, TrustedReader.Read).ReadOptimizer(options ?? new KerasReadOptions());
    }

    /// <summary>Reads a variable of the model by its path within the file, such as <c>layers/dense/vars/0</c> or <c>hidden/hidden/kernel:0</c>.</summary>
    /// <param name="path">A <c>.keras</c>, <c>.weights.h5</c> or <c>.h5</c> file.</param>
    /// <param name="variable">The path; in older files that within <c>model_weights</c>.</param>
    /// <exception cref="KerasException">The file is damaged, or there is no such variable.</exception>
    public static KerasVariable ReadVariable(string path, string variable)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(variable);
        using FileSource file = FileSource.Open(path);
        return ModelFile.Open(file).ReadVariable(variable);
    }

    /// <summary>The paths of the model's variables within a file, as <see cref="ReadVariable"/> takes them.</summary>
    /// <param name="path">A <c>.keras</c>, <c>.weights.h5</c> or <c>.h5</c> file.</param>
    /// <exception cref="KerasException">The file is damaged.</exception>
    public static IReadOnlyList<string> Variables(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        using FileSource file = FileSource.Open(path);
        return ModelFile.Open(file).Variables();
    }

    internal static FileKind Kind(ByteSource file)
    {
        byte[] head = file.Read(0, Math.Min(file.Length, HeadSize));
        if (head.AsSpan().StartsWith(H5Reader.Signature))
        {
            return FileKind.Hdf5;
        }

        if (ZipReader.IsZip(head))
        {
            return FileKind.Zip;
        }

        if (head.AsSpan().StartsWith("version https://git-lfs"u8))
        {
            throw new KerasException(KerasProblem.Missing, file.Name, "it is a pointer of Git LFS in place of the file; fetch the file with `git lfs pull`.");
        }

        ReadOnlySpan<byte> magic = [0x57, 0xFB, 0x80, 0x8B, 0x24, 0x75, 0x47, 0xDB];
        return file.Length >= magic.Length && file.Read(file.Length - magic.Length, magic.Length).AsSpan().SequenceEqual(magic)
            ? FileKind.Index
            : throw new KerasException(
                KerasProblem.Unsupported, file.Name, $"it is neither HDF5, nor a zip, nor the index of a TensorFlow checkpoint; it begins with '{Shown(head)}'.");
    }

    private static string Shown(byte[] head) => new(Encoding.Latin1.GetString(head.AsSpan(0, Math.Min(16, head.Length))).Select(c => char.IsControl(c) ? '.' : c).ToArray());
}

/// <summary>What a file is.</summary>
internal enum FileKind
{
    Hdf5,
    Zip,
    Index,
}
