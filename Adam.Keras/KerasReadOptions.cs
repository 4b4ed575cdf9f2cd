namespace Adam.Keras;

/// <summary>What a file does not tell. Whatever is null is found out, or is an error that names the option.</summary>
public sealed class KerasReadOptions
{
    /// <summary>Who wrote the state.</summary>
    public KerasDialect? Dialect { get; set; }

    /// <summary>Whether it holds largest second moments.</summary>
    public bool? Amsgrad { get; set; }

    /// <summary>Whether it holds moving averages.</summary>
    public bool? UseEma { get; set; }

    /// <summary>How many micro-steps made a step of Keras 3; 1 or less: it did not accumulate.</summary>
    public int? GradientAccumulationSteps { get; set; }

    /// <summary>
    /// Which optimizer of a TensorFlow checkpoint: its path in the object that was saved, such as <c>optimizer</c> or <c>net/optimizer</c>.
    /// </summary>
    public string? Optimizer { get; set; }

    /// <summary>The number of steps taken, for states of <see cref="KerasDialect.TensorFlow1"/>, which hold none.</summary>
    public long? Steps { get; set; }
}
