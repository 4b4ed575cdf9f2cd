using System;
using System.Collections.Generic;
using System.Linq;

namespace Adam.Generator.Planning;

/// <summary>What a stream is to the check in front of the plain loop.</summary>
internal enum StreamRole
{
    /// <summary>A variable or an average: ordinary in a window.</summary>
    Value,

    /// <summary>Any bits are ordinary.</summary>
    Gradient,

    /// <summary>Ordinary in the window too.</summary>
    FirstMoment,

    /// <summary>Ordinary from a limit on.</summary>
    SecondMoment,

    /// <summary>Never below a second moment after its stage, so any bits are ordinary.</summary>
    LargestSecondMoment,
}

/// <summary>An array that the loop walks over.</summary>
/// <param name="Lane">The element, as formulas call it.</param>
/// <param name="Property">The property of the runtime's <c>UpdateStreams</c>.</param>
/// <param name="Meaning">What it holds.</param>
/// <param name="Role">What the check asks of it.</param>
internal sealed record Stream(Lane Lane, string Property, string Meaning, StreamRole Role)
{
    public static readonly Stream Variable = new(new("p"), "Variable", "the variable", StreamRole.Value);
    public static readonly Stream Gradient = new(new("g"), "Gradient", "the gradient", StreamRole.Gradient);
    public static readonly Stream FirstMoment = new(new("m"), "FirstMoment", "the first moment", StreamRole.FirstMoment);
    public static readonly Stream SecondMoment = new(new("v"), "SecondMoment", "the second moment", StreamRole.SecondMoment);

    public static readonly Stream LargestSecondMoment =
        new(new("h"), "LargestSecondMoment", "the largest second moment so far", StreamRole.LargestSecondMoment);

    public static readonly Stream Average = new(new("a"), "Average", "the moving average of the variable", StreamRole.Value);

    /// <summary>In the order of <c>UpdateStreams</c>.</summary>
    public static readonly IReadOnlyList<Stream> All = [Variable, Gradient, FirstMoment, SecondMoment, LargestSecondMoment, Average];

    /// <summary>The local that refers to the array.</summary>
    public string Name => char.ToLowerInvariant(Property[0]) + Property.Substring(1);

    /// <summary>Whether the loop stores to it.</summary>
    public bool IsWritten => Role != StreamRole.Gradient;
}

/// <summary>What one step does to every element: the streams it reads and writes, and the stages in order.</summary>
/// <param name="Element">What the streams hold.</param>
/// <param name="Streams">The arrays.</param>
/// <param name="Stages">The assignments.</param>
/// <param name="MovesZeros">Whether an element changes even with zero gradient and moments, by decay or in its average.</param>
internal sealed record UpdatePlan(Element Element, IReadOnlyList<Stream> Streams, IReadOnlyList<Stage> Stages, bool MovesZeros)
{
    /// <summary>In the order in which they are done: a store that waits for a division holds up those behind it.</summary>
    public IEnumerable<Stream> Written =>
        Streams.Where(stream => stream.IsWritten).OrderBy(stream => Stages.ToList().FindLastIndex(stage => stage.Target == stream.Lane));

    public IEnumerable<Stream> In(params StreamRole[] roles) => Streams.Where(stream => Array.IndexOf(roles, stream.Role) >= 0);
}
