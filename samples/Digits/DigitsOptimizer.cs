using Adam;

namespace Digits;

/// <summary>
/// The optimizer of this program, written by the generator: Adam with decoupled weight decay, a limit on the norm of all
/// gradients together, the amsgrad maximum, and a moving average of the weights. Its rate is given at run time (RateSchedule.cs).
/// </summary>
[AdamConfig(Name = "digits", WeightDecay = 0.1, GlobalClipNorm = 1.0, Amsgrad = true, UseEma = true, EmaMomentum = 0.98)]
public sealed partial class DigitsOptimizer;
