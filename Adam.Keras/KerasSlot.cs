namespace Adam.Keras;

/// <summary>What a tensor of an optimizer is.</summary>
public enum KerasSlot
{
    /// <summary>The counter of steps, or of micro-steps where Keras 3 accumulates.</summary>
    Iteration,

    /// <summary>The learning rate.</summary>
    LearningRate,

    /// <summary>The first moment m.</summary>
    FirstMoment,

    /// <summary>The second moment v.</summary>
    SecondMoment,

    /// <summary>The largest second moment so far, vhat.</summary>
    LargestSecondMoment,

    /// <summary>The moving average of a variable.</summary>
    Average,

    /// <summary>The sum of the gradients of waiting micro-steps.</summary>
    Accumulator,
}
