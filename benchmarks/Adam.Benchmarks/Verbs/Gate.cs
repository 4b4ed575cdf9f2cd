using System;
using Adam.Benchmarks.Reporting;

namespace Adam.Benchmarks.Verbs;

/// <summary>How a gate's number is printed.</summary>
internal enum GateUnit
{
    /// <summary>A ratio of two times.</summary>
    Ratio,

    /// <summary>A part of a limit, or a surcharge.</summary>
    Percent,

    /// <summary>Nanoseconds.</summary>
    Nanoseconds,

    /// <summary>Milliseconds.</summary>
    Milliseconds,

    /// <summary>Bytes.</summary>
    Bytes,
}

/// <summary>One row of the table of goals.</summary>
/// <param name="Name">What is measured.</param>
/// <param name="Unit">In what.</param>
/// <param name="Goal">What it should reach.</param>
/// <param name="Bound">What it must never be worse than.</param>
/// <param name="HigherIsBetter">Whether more is better.</param>
/// <param name="Measure">Measures it; null where there is nothing to measure yet.</param>
/// <param name="Obstacle">Why it cannot be measured here, in a few words; null where it can. One of the two is given.</param>
internal sealed record Gate(
    string Name, GateUnit Unit, double Goal, double Bound, bool HigherIsBetter, Func<double>? Measure, string? Obstacle = null)
{
    /// <summary>Whether <paramref name="measured"/> is no worse than the bound. Not a number passes nothing.</summary>
    internal bool Passes(double measured) => HigherIsBetter ? measured >= Bound : measured <= Bound;

    /// <summary>Whether <paramref name="measured"/> reaches the goal.</summary>
    internal bool Reaches(double measured) => HigherIsBetter ? measured >= Goal : measured <= Goal;

    /// <summary>A number of this gate as text.</summary>
    internal string Text(double value) => Unit switch
    {
        GateUnit.Ratio => Units.Ratio(value),
        GateUnit.Percent => Units.Percent(value),
        GateUnit.Nanoseconds => Units.Number(value) + " ns",
        GateUnit.Milliseconds => Units.Number(value) + " ms",
        _ => value.ToString("0.###", System.Globalization.CultureInfo.InvariantCulture) + " B",
    };
}
