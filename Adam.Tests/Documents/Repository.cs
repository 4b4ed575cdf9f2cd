using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;

namespace Adam.Tests.Documents;

/// <summary>The sources that this project was built from: tests read the documents in them.</summary>
internal static class Repository
{
    /// <summary>The folder of README.md and of all projects.</summary>
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", ".."));

    /// <summary>Every page, by its path below <see cref="Root"/>; what builds leave behind is none.</summary>
    public static IEnumerable<string> Pages =>
        Directory.EnumerateFiles(Root, "*.md", new EnumerationOptions { RecurseSubdirectories = true })
            .Select(path => Path.GetRelativePath(Root, path).Replace(Path.DirectorySeparatorChar, '/'))
            .Where(path => !path.Split('/').Any(part => part is "bin" or "obj" or "artifacts" or "TestResults" or ".git"))
            .Order();

    /// <summary>The text of a file below <see cref="Root"/>, with line feeds alone.</summary>
    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path)).ReplaceLineEndings("\n");

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
