using System;
using System.Globalization;
using System.IO;

namespace Adam.Keras.Data;

/// <summary>Bytes of a known number that can be read anywhere: a file, a part of one, or memory. Every read is checked against that number.</summary>
internal abstract class ByteSource(string name, long length)
{
    /// <summary>Named in errors.</summary>
    public string Name => name;

    public long Length => length;

    public void Read(long offset, Span<byte> destination)
    {
        if (offset < 0 || offset > length || destination.Length > length - offset)
        {
            throw Damaged($"{destination.Length} bytes at {Text(offset)} reach beyond its {Text(length)}");
        }

        ReadCore(offset, destination);
    }

    /// <summary>A copy of a range; its size is checked before memory is taken for it.</summary>
    public byte[] Read(long offset, long count)
    {
        if (offset < 0 || count < 0 || offset > length || count > length - offset)
        {
            throw Damaged($"{Text(count)} bytes at {Text(offset)} reach beyond its {Text(length)}");
        }

        if (count > Array.MaxLength)
        {
            throw new KerasException(KerasProblem.Unsupported, name, $"a piece of {Text(count)} bytes is more than one array holds.");
        }

        byte[] bytes = GC.AllocateUninitializedArray<byte>((int)count);
        ReadCore(offset, bytes);
        return bytes;
    }

    public ByteSource Slice(long offset, long count, string part) =>
        offset >= 0 && count >= 0 && offset <= length && count <= length - offset
            ? new SliceSource(this, offset, count, part)
            : throw Damaged($"{Text(count)} bytes at {Text(offset)} reach beyond its {Text(length)}");

    public KerasException Damaged(string fact) => new(KerasProblem.Damaged, name, $"{fact}; the file is damaged or cut off.");

    protected abstract void ReadCore(long offset, Span<byte> destination);

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    private sealed class SliceSource(ByteSource whole, long start, long length, string name) : ByteSource(name, length)
    {
        protected override void ReadCore(long offset, Span<byte> destination) => whole.Read(start + offset, destination);
    }
}

/// <summary>Bytes in memory.</summary>
internal sealed class MemorySource(string name, ReadOnlyMemory<byte> bytes) : ByteSource(name, bytes.Length)
{
    protected override void ReadCore(long offset, Span<byte> destination) => bytes.Span.Slice((int)offset, destination.Length).CopyTo(destination);
}

/// <summary>An open file. It may grow while it is read; where it shrinks, reading fails.</summary>
internal sealed class FileSource : ByteSource, IDisposable
{
    private readonly Microsoft.Win32.SafeHandles.SafeFileHandle _handle;

    private FileSource(string path, Microsoft.Win32.SafeHandles.SafeFileHandle handle)
        : base(path, RandomAccess.GetLength(handle)) => _handle = handle;

    /// <summary>Opens a file that is one: a folder, a pipe and an empty file are errors before anything waits for them.</summary>
    public static FileSource Open(string path)
    {
        var info = new FileInfo(path);
        if (Directory.Exists(path))
        {
            throw new KerasException(KerasProblem.Missing, path, "it is a folder; give a file.");
        }

        if (!info.Exists)
        {
            throw new KerasException(KerasProblem.Missing, path, "there is no such file.");
        }

        if (info.Length == 0)
        {
            throw new KerasException(KerasProblem.Damaged, path, "it has no bytes, or is no ordinary file.");
        }

        return new FileSource(path, File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
    }

    public void Dispose() => _handle.Dispose();

    protected override void ReadCore(long offset, Span<byte> destination)
    {
        while (!destination.IsEmpty)
        {
            int read = RandomAccess.Read(_handle, destination, offset);
            if (read <= 0)
            {
                throw Damaged("it has become shorter while it was read");
            }

            offset += read;
            destination = destination[read..];
        }
    }
}
