namespace Adam.Keras.State;

/// <summary>What is known about a state before its tensors are looked at; null: not known.</summary>
internal sealed record OrderHints(KerasDialect? Dialect, bool? HasRate, bool? Averages, bool? Accumulators, bool? Amsgrad)
{
    public static OrderHints None { get; } = new(null, null, null, null, null);

    /// <summary>What the caller says, in front of what is known otherwise.</summary>
    public OrderHints Under(KerasReadOptions options) => new(
        options.Dialect ?? Dialect,
        HasRate,
        options.UseEma ?? Averages,
        options.GradientAccumulationSteps is { } steps ? steps > 1 : Accumulators,
        options.Amsgrad ?? Amsgrad);

    public bool Allows(SlotOrder order) =>
        (Dialect ?? order.Dialect) == order.Dialect
        && (HasRate ?? order.HasRate) == order.HasRate
        && (Averages ?? order.Averages) == order.Averages
        && (Accumulators ?? order.Accumulators) == order.Accumulators
        && (Amsgrad ?? order.Amsgrad) == order.Amsgrad;
}
