using System.Collections.Generic;
using System.Linq;

namespace Adam.Generator.Planning;

/// <summary>One assignment of the update, with its name in the field and where it comes from.</summary>
/// <param name="Role">What emitted code calls it.</param>
/// <param name="Title">What the step is called.</param>
/// <param name="Source">The clause of the specification, and the paper where there is one.</param>
/// <param name="Target">The element that changes.</param>
/// <param name="Value">What it becomes.</param>
internal record Stage(string Role, string Title, string Source, Lane Target, Expression Value)
{
    /// <summary>The elements that it reads, in the order of a plan's streams.</summary>
    public IEnumerable<Lane> Reads(UpdatePlan plan) => plan.Streams.Select(stream => stream.Lane).Where(lane => Mentions(Value, lane));

    private static bool Mentions(Expression expression, Lane lane) => expression == lane || expression.Operands.Any(operand => Mentions(operand, lane));
}

/// <summary>
/// The step of the variable: what is taken off it is a quotient over a root. Loops treat its parts apart: roots have other ways, and
/// quotients of zeros need no division.
/// </summary>
/// <param name="Title">What the step is called.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="Target">The variable.</param>
/// <param name="Numerator">The numerator.</param>
/// <param name="Divisor">The divisor.</param>
internal sealed record UpdateStage(string Title, string Source, Lane Target, Product Numerator, RootPlus Divisor)
    : Stage("Update", Title, Source, Target, Target - (Numerator / Divisor));
