using System;
using System.IO;

namespace Adam.Keras.Data;

/// <summary>Writes a file beside the one that it replaces, flushes it, and renames it: the path holds the old or the new one, whole.</summary>
internal static class ReplacedFile
{
    public static void Write(string path, Action<FileStream> write)
    {
        string full = Path.GetFullPath(path);
        string temporary = $"{full}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None))
            {
                if (!OperatingSystem.IsWindows() && File.Exists(full))
                {
                    File.SetUnixFileMode(temporary, File.GetUnixFileMode(full));
                }

                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, full, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
