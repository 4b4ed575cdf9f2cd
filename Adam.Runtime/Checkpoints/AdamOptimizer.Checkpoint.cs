using Adam.Lanes;

namespace Adam;

/// <content>What checkpoints see.</content>
public abstract partial class AdamOptimizer
{
    internal Stages Stages => _stages;
}
