namespace Adam;

/// <summary>What a <see cref="ReduceOnPlateau"/> remembers between two epochs: plain values to save and restore.</summary>
/// <param name="Best">The best metric so far; an infinity of the bad side before the first.</param>
/// <param name="BadEpochs">How many epochs in a row have brought no improvement, at least 0.</param>
/// <param name="CooldownLeft">How many epochs the cool-down after the last reduction still lasts: at least 0, and 0 where there are bad epochs.</param>
public sealed record PlateauState(double Best, int BadEpochs, int CooldownLeft);
