using System.ComponentModel;

namespace Adam.Lanes;

/// <summary>The numbers of one step, each rounded to binary32 as the original rounds it and flushed.</summary>
/// <remarks>
/// Part of the contract between emitted code and this library; user code does not need it. A factor comes with its floor: the
/// bits of the smallest magnitude whose product with the factor is not flushed (docs/numerics.md), so that the flushing loops can
/// clear an operand instead of producing a subnormal number.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct StepScalars
{
    /// <summary>Whether a group of ordinary lanes may run without flushing; false where these numbers are extreme themselves.</summary>
    public bool FastPathIsExact { get; internal set; }

    /// <summary>Whether zeros among ordinary lanes may run without flushing too, beside gradients of at least <see cref="LeastGradient"/>.</summary>
    public bool ZerosAreExact { get; internal set; }

    /// <summary>Twice the bits, less one, of the least gradient other than zero that a lane of zeros may have without flushing.</summary>
    public uint LeastGradient { get; internal set; }

    /// <summary>The same least gradient after clipping, as a number.</summary>
    internal double LeastClippedGradient { get; set; }

    /// <summary>Whether an element with zero gradient and zero moments stays as it is, decay and average aside.</summary>
    public bool ZerosStandStill { get; internal set; }

    /// <summary>Whether roots are computed without the divider, where an instruction set has both ways. The bits are the same.</summary>
    public bool SparesDivider { get; internal set; }

    /// <summary>Whether squares of tiny gradients are cleared before they are subnormal, where such gradients are likely. The bits are the same.</summary>
    public bool ClearsSquares { get; internal set; }

    /// <summary>Whether the loop fetches memory ahead: where the model does not fit into the second cache.</summary>
    public bool FetchesAhead { get; internal set; }

    /// <summary>Whether epsilon is greater than zero, so that the quotient of a zero is a zero.</summary>
    public readonly bool EpsilonIsPositive => Epsilon > 0;

    /// <summary>alpha = (rate * sqrt(1 - beta2^t)) / (1 - beta1^t).</summary>
    public float Alpha { get; internal set; }

    /// <summary>The floor of <see cref="Alpha"/>.</summary>
    public int AlphaFloor { get; internal set; }

    /// <summary>Epsilon, scaled by sqrt(1 - beta2^t) where it is adaptive.</summary>
    public float Epsilon { get; internal set; }

    /// <summary>c1 = 1 - beta1, formed in double.</summary>
    public float C1 { get; internal set; }

    /// <summary>The floor of <see cref="C1"/>.</summary>
    public int C1Floor { get; internal set; }

    /// <summary>c2 = 1 - beta2, formed in double.</summary>
    public float C2 { get; internal set; }

    /// <summary>The floor of <see cref="C2"/>.</summary>
    public int C2Floor { get; internal set; }

    /// <summary>The weight decay.</summary>
    public float Decay { get; internal set; }

    /// <summary>The floor of <see cref="Decay"/>.</summary>
    public int DecayFloor { get; internal set; }

    /// <summary>The learning rate, as the second factor of the decay.</summary>
    public float Rate { get; internal set; }

    /// <summary>The floor of <see cref="Rate"/>.</summary>
    public int RateFloor { get; internal set; }

    /// <summary>All ones where the variable is decayed, zero where it is excluded: the decay is masked to +0, which changes nothing.</summary>
    public int DecayMask { get; internal set; }

    /// <summary>The limit of clipvalue or clipnorm.</summary>
    public float Limit { get; internal set; }

    /// <summary>The floor of <see cref="Limit"/>.</summary>
    public int LimitFloor { get; internal set; }

    /// <summary>max(norm of this variable's gradient, limit), the divisor of clipnorm.</summary>
    public float Divisor { get; internal set; }

    /// <summary>1 / <see cref="Divisor"/>, rounded.</summary>
    public float DivisorReciprocal { get; internal set; }

    /// <summary>What the rounding of <see cref="DivisorReciprocal"/> left, rounded.</summary>
    public float DivisorReciprocalRest { get; internal set; }

    /// <summary>Whether products with the reciprocal replace the division by <see cref="Divisor"/>. The bits are the same.</summary>
    public bool SparesDivision { get; internal set; }

    /// <summary>The scale of clipping by global norm.</summary>
    public float Scale { get; internal set; }

    /// <summary>The floor of <see cref="Scale"/>.</summary>
    public int ScaleFloor { get; internal set; }

    /// <summary>Momentum of the moving average.</summary>
    public float Momentum { get; internal set; }

    /// <summary>The floor of <see cref="Momentum"/>.</summary>
    public int MomentumFloor { get; internal set; }

    /// <summary>1 - momentum, formed in double.</summary>
    public float Complement { get; internal set; }

    /// <summary>The floor of <see cref="Complement"/>.</summary>
    public int ComplementFloor { get; internal set; }
}
