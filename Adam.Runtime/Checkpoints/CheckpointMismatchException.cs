using System;
using System.Collections.Generic;
using System.Linq;

namespace Adam;

/// <summary>A checkpoint is whole and belongs to another model or another class. Nothing was changed.</summary>
public sealed class CheckpointMismatchException : InvalidOperationException
{
    private const int MostShown = 50;

    /// <summary>An exception without a list.</summary>
    public CheckpointMismatchException()
        : this("The checkpoint does not fit.")
    {
    }

    /// <summary>An exception without a list.</summary>
    /// <param name="message">What does not fit.</param>
    public CheckpointMismatchException(string message)
        : this(message, null)
    {
    }

    /// <summary>An exception without a list.</summary>
    /// <param name="message">What does not fit.</param>
    /// <param name="innerException">What was thrown first.</param>
    public CheckpointMismatchException(string message, Exception? innerException)
        : base(message, innerException) => Differences = [];

    internal CheckpointMismatchException(IReadOnlyList<CheckpointDifference> differences, string? file)
        : base(Whole(file, differences)) => Differences = differences;

    /// <summary>All differences, in the order of the optimizer's tensors, then those that it does not have.</summary>
    public IReadOnlyList<CheckpointDifference> Differences { get; }

    private static string Whole(string? file, IReadOnlyList<CheckpointDifference> differences) =>
        $"The checkpoint {(file is null ? "in the stream" : $"'{file}'")} does not fit the optimizer in {differences.Count} {(differences.Count == 1 ? "place" : "places")}:\n"
        + string.Join('\n', differences.Take(MostShown).Select(difference => "- " + difference.Message))
        + (differences.Count > MostShown ? $"\n- and {differences.Count - MostShown} more; `Differences` has all." : "");
}
