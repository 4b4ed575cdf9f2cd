namespace Adam;

/// <summary>What a step does when a gradient has an element that is infinite or NaN.</summary>
/// <remarks>Source: S5.10, S10.6.</remarks>
public enum NonFiniteGradients
{
    /// <summary>It computes with them, as the original does. Tests nothing. The default.</summary>
    LetThrough,

    /// <summary>
    /// It is skipped as a loss scale skips one: variables, slots, averages, decay and constraints are untouched, the rate
    /// shown stays, and <see cref="AdamOptimizer.Iterations"/> advances.
    /// </summary>
    Skip,

    /// <summary>It throws an <see cref="System.ArgumentException"/> that names the variable and the element, and nothing changes.</summary>
    Throw,
}
