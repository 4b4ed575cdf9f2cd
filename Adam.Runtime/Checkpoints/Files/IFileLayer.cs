using System.IO;

namespace Adam.Checkpoints.Files;

/// <summary>What a crash-safe save needs of a file system, step by step, so that tests can let every step fail and model a crash behind it.</summary>
internal interface IFileLayer
{
    /// <summary>The file that a path leads to, through links; a full path. The file need not exist.</summary>
    /// <exception cref="IOException">Something else than a file is there.</exception>
    string Resolve(string path);

    /// <summary>Makes a file that must not exist, with the permissions of another one if that exists, and opens it for this writer alone.</summary>
    Stream Create(string path, string like);

    /// <summary>Returns when the file's bytes are on the disk.</summary>
    void Flush(Stream file);

    /// <summary>Gives a file another name, in place of the file that has it, in one step.</summary>
    void Replace(string from, string to);

    /// <summary>Returns when the folder's entries are on the disk.</summary>
    void FlushFolder(string folder);

    void Delete(string path);

    /// <summary>Removes files whose names begin and end so and that no process has open. Does what it can and never throws.</summary>
    void RemoveAbandoned(string folder, string prefix, string suffix);
}
