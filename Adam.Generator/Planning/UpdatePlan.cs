using System.Collections.Generic;

namespace Adam.Generator.Planning;

/// <summary>An array that the loop walks over.</summary>
/// <param name="Lane">The element, as formulas call it.</param>
/// <param name="Property">The property of the runtime's <c>UpdateStreams</c>.</param>
/// <param name="Name">The local that refers to the array.</param>
/// <param name="Meaning">What it holds.</param>
/// <param name="IsWritten">Whether the loop stores to it.</param>
/// <param name="IsChecked">Whether its elements must lie in the window of ordinary numbers for flushing to change nothing.</param>
internal sealed record Stream(Lane Lane, string Property, string Name, string Meaning, bool IsWritten, bool IsChecked)
{
    public static readonly Stream Variable = new(new("p"), "Variable", "variable", "the variable", true, true);
    public static readonly Stream Gradient = new(new("g"), "Gradient", "gradient", "the gradient", false, false);
    public static readonly Stream FirstMoment = new(new("m"), "FirstMoment", "firstMoment", "the first moment", true, true);
    public static readonly Stream SecondMoment = new(new("v"), "SecondMoment", "secondMoment", "the second moment", true, false);

    public static readonly Stream LargestSecondMoment =
        new(new("h"), "LargestSecondMoment", "largestSecondMoment", "the largest second moment so far", true, false);

    public static readonly Stream Average = new(new("a"), "Average", "average", "the moving average of the variable", true, true);
}

/// <summary>What one step does to every element: the streams it reads and writes, and the stages in order.</summary>
/// <param name="Streams">The arrays.</param>
/// <param name="Stages">The assignments.</param>
/// <param name="MovesZeros">Whether an element changes even with zero gradient and moments, by decay or in its average.</param>
internal sealed record UpdatePlan(IReadOnlyList<Stream> Streams, IReadOnlyList<Stage> Stages, bool MovesZeros);
