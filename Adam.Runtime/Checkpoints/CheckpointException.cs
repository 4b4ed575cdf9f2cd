using System.IO;
using Adam.Configs;

namespace Adam;

/// <summary>A file or stream that is not a whole checkpoint: cut, damaged, grown while it was read, of another format, or of a version that is not known.</summary>
/// <remarks>The message names the file, the tensor where there is one, and what is wrong. Whoever catches it has lost nothing: what was to be loaded is as it was.</remarks>
public sealed class CheckpointException : IOException
{
    /// <summary>An exception without a file.</summary>
    public CheckpointException()
        : this("The checkpoint cannot be read.")
    {
    }

    /// <summary>An exception without a file.</summary>
    /// <param name="message">What is wrong.</param>
    public CheckpointException(string message)
        : this(message, null)
    {
    }

    /// <summary>An exception without a file.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="innerException">What was thrown first.</param>
    public CheckpointException(string message, System.Exception? innerException)
        : base(message, innerException) => Fact = message;

    internal CheckpointException(string? file, string? tensor, string fact, System.Exception? innerException = null)
        : base(Whole(file, tensor, fact), innerException)
    {
        File = file;
        Tensor = tensor;
        Fact = fact;
    }

    /// <summary>The file's path; null for a stream.</summary>
    public string? File { get; }

    /// <summary>The tensor's name as it stands in the file; null where the fact is of the whole file.</summary>
    public string? Tensor { get; }

    /// <summary>What is wrong, without the places.</summary>
    public string Fact { get; }

    private static string Whole(string? file, string? tensor, string fact) =>
        (file is null ? "The stream" : $"'{file}'") + (tensor is null ? ": " : $", tensor '{ConfigText.Shortened(tensor)}': ") + fact;
}
