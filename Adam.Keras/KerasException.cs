using System;

namespace Adam.Keras;

/// <summary>A file of Keras or TensorFlow cannot be read or written; the message names the file, the part of it and the fact.</summary>
public sealed class KerasException : FormatException
{
    /// <summary>An error without a message.</summary>
    public KerasException()
    {
    }

    /// <summary>An error with a message.</summary>
    public KerasException(string message)
        : base(message)
    {
    }

    /// <summary>An error with a message and what caused it.</summary>
    public KerasException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    internal KerasException(KerasProblem problem, string file, string fact, Exception? cause = null)
        : base($"'{file}': {fact}", cause)
    {
        Problem = problem;
        File = file;
    }

    /// <summary>What kind of error it is.</summary>
    public KerasProblem Problem { get; }

    /// <summary>The file; for a member of a zip, the zip's name, an exclamation mark and the member's.</summary>
    public string? File { get; }
}
