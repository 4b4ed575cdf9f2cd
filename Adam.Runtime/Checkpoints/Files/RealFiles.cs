using System;
using System.IO;

namespace Adam.Checkpoints.Files;

/// <summary>The file system of the machine.</summary>
internal sealed class RealFiles : IFileLayer
{
    private RealFiles()
    {
    }

    public static RealFiles Instance { get; } = new();

    /// <summary>Opens a file for reading. A pipe, which would let the caller wait for a writer, and a folder are refused.</summary>
    /// <exception cref="CheckpointException">Something else than a file is there.</exception>
    public static Stream OpenRead(string path)
    {
        if (Directory.Exists(path))
        {
            throw new CheckpointException(path, null, "it is a folder; give the path of a file.");
        }

        // Reading block by block needs no second buffer.
        FileStream file = UnixFiles.TryOpen(path) is { } handle
            ? new FileStream(handle, FileAccess.Read, bufferSize: 0)
            : new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
        if (!file.CanSeek)
        {
            file.Dispose();
            throw new CheckpointException(path, null, "it is a pipe or a device; give the path of a file, or read it as a stream.");
        }

        return file;
    }

    public string Resolve(string path)
    {
        var file = new FileInfo(path);
        string target = (file.LinkTarget is null ? null : file.ResolveLinkTarget(returnFinalTarget: true))?.FullName ?? file.FullName;
        return Directory.Exists(target) || UnixFiles.IsSpecial(target)
            ? throw new IOException($"'{path}' leads to a folder, a pipe or a device; give the path of a file.")
            : target;
    }

    public Stream Create(string path, string like)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            // Others may give it its name while it is open; that is all.
            Share = FileShare.Delete,
            BufferSize = 0,
        };
        if (OperatingSystem.IsWindows() || !File.Exists(like))
        {
            return new FileStream(path, options);
        }

        // From the start no wider than the old one's; and exactly so in the end, whatever the process masks.
        UnixFileMode mode = File.GetUnixFileMode(like);
        options.UnixCreateMode = mode;
        var file = new FileStream(path, options);
        try
        {
            File.SetUnixFileMode(file.SafeFileHandle, mode);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public void Flush(Stream file) => ((FileStream)file).Flush(flushToDisk: true);

    public void Replace(string from, string to) => File.Move(from, to, overwrite: true);

    public void FlushFolder(string folder) => UnixFiles.FlushFolder(folder);

    public void Delete(string path) => File.Delete(path);

    public void RemoveAbandoned(string folder, string prefix, string suffix)
    {
        foreach (string path in Abandoned(folder, prefix + "*" + suffix))
        {
            try
            {
                // The writer's lock goes with the writer, however it ends.
                using (new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.None))
                {
                }

                File.Delete(path);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
            }
        }
    }

    private static string[] Abandoned(string folder, string pattern)
    {
        try
        {
            return Directory.GetFiles(folder, pattern);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What follows says it better: the new file cannot be made either.
            return [];
        }
    }
}
