namespace Adam;

/// <summary>What becomes of the gradients of several micro-steps.</summary>
public enum GradientReduction
{
    /// <summary>Their sum, in the order of the micro-steps, each addition rounded and flushed in binary32.</summary>
    Sum,

    /// <summary>That sum divided by the number of micro-steps; a missing gradient counts as zeros.</summary>
    Mean,
}
