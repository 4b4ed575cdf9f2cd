namespace Adam.Benchmarks.Fresh;

/// <summary>What a user's training loop asks of its steps.</summary>
internal enum FreshCase
{
    /// <summary>The plain step.</summary>
    Plain,

    /// <summary>All stages and a limit on the norm of all gradients.</summary>
    GlobalNorm,

    /// <summary>The plain step, unless a gradient is not finite.</summary>
    FiniteScan,

    /// <summary>Gradients of a loss that is scaled dynamically.</summary>
    LossScale,

    /// <summary>Two gradients a step, added up.</summary>
    Accumulation,
}
