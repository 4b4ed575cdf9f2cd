using System;

namespace Adam;

/// <summary>The one rule for NaN as a hyper-parameter: an error where it is given.</summary>
/// <remarks>D24. Infinities and negative numbers pass, as in the original (S1.3).</remarks>
internal static class NaNCheck
{
    /// <summary>A number that a property is set to.</summary>
    /// <param name="value">The number; null passes.</param>
    /// <param name="property">The property, for the message.</param>
    /// <param name="parameter">The argument of the caller, for the exception.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is NaN.</exception>
    public static void Given(double? value, string property, string parameter = "value")
    {
        if (value is double.NaN)
        {
            throw new ArgumentOutOfRangeException(parameter, value, $"`{property}` is NaN; it must be a number.");
        }
    }

    /// <summary>A number that a delegate or a schedule gave for a step.</summary>
    /// <param name="value">The number.</param>
    /// <param name="property">The property that the source stands in.</param>
    /// <param name="source">The delegate or the schedule.</param>
    /// <param name="iterations">The steps taken already.</param>
    /// <exception cref="InvalidOperationException">The number is NaN.</exception>
    public static void AtStep(double value, string property, object? source, long iterations)
    {
        if (double.IsNaN(value))
        {
            string who = source is LearningRateSchedule schedule ? $"schedule ({schedule.GetType().Name})" : "delegate";
            throw new InvalidOperationException(
                $"The {who} of `{property}` gave NaN after {iterations} steps; it must give a number. The step was not taken, and nothing has changed.");
        }
    }
}
