using System.Collections.Generic;

namespace Adam;

/// <summary>What a <see cref="GradientAccumulator"/> has added up between two steps: plain values to save and restore.</summary>
/// <param name="Count">How many micro-steps have been taken since the last step.</param>
/// <param name="Sums">A sum for each variable in the order of Build; null where no micro-step had a gradient. Empty before the optimizer is built.</param>
public sealed record AccumulatorState(int Count, IReadOnlyList<float[]?> Sums);
