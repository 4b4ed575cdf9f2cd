using System;
using System.Globalization;
using System.IO;
using System.Security.Cryptography;
using System.Text;

namespace Adam.Checkpoints.Files;

/// <summary>
/// Writes a file so that its path leads to the old one or to the new one at every instant, whole: into a temporary file in the same folder,
/// to the disk, over the old one, and the folder to the disk.
/// </summary>
/// <remarks>
/// After an error nothing is left. A process that is killed leaves a temporary file, which the next save to the same path removes: its
/// writer's lock is gone.
/// </remarks>
internal static class SafeFile
{
    private const string Suffix = ".adam-partial";

    /// <param name="files">The file system.</param>
    /// <param name="path">Where the file is to be; the folder must exist.</param>
    /// <param name="write">Writes the content.</param>
    public static void Write(IFileLayer files, string path, Action<Stream> write)
    {
        string target = files.Resolve(path);
        string folder = Path.GetDirectoryName(target)!;
        string prefix = Prefix(target);
        files.RemoveAbandoned(folder, prefix, Suffix);
        string temporary = Path.Combine(folder, prefix + Convert.ToHexString(RandomNumberGenerator.GetBytes(8)) + Suffix);
        try
        {
            // It stays open, and so locked, until it has its name: nobody takes it for abandoned.
            using Stream file = files.Create(temporary, target);
            write(file);
            files.Flush(file);
            files.Replace(temporary, target);
        }
        catch
        {
            Remove(files, temporary);
            throw;
        }

        files.FlushFolder(folder);
    }

    /// <summary>The same for all temporary files of a path, and short however long its name is.</summary>
    private static string Prefix(string target) =>
        string.Create(CultureInfo.InvariantCulture, $".{Crc32C.Of(Encoding.UTF8.GetBytes(Path.GetFileName(target))):x8}-");

    /// <summary>What made the save fail is what the caller must hear, whether or not this fails too.</summary>
    private static void Remove(IFileLayer files, string temporary)
    {
        try
        {
            files.Delete(temporary);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }
}
