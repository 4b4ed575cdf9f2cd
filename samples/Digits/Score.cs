namespace Digits;

/// <summary>How well a network does on a data set.</summary>
/// <param name="Loss">The mean cross-entropy, in nats.</param>
/// <param name="Accuracy">The part of the images that is recognized, in [0, 1].</param>
internal readonly record struct Score(double Loss, double Accuracy);
