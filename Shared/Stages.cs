using System;
using System.ComponentModel;

#if ADAM_GENERATOR
namespace Adam.Generator.Configuration;
#else
namespace Adam.Lanes;
#endif

/// <summary>The stages that an update loop may have beside the moments and the update: the generator emits those of a class, and the library asks for them.</summary>
/// <remarks>Part of the contract between emitted code and this library; user code does not need it.</remarks>
[Flags]
[EditorBrowsable(EditorBrowsableState.Never)]
#if ADAM_GENERATOR
internal enum Stages
#else
public enum Stages
#endif
{
    /// <summary>The moments and the update alone.</summary>
    None = 0,

    /// <summary>Each gradient's norm is limited.</summary>
    ClipNorm = 1,

    /// <summary>The norm of all gradients of a call is limited.</summary>
    GlobalClipNorm = 2,

    /// <summary>Each element of a gradient is limited.</summary>
    ClipValue = 4,

    /// <summary>Variables are decayed before the update.</summary>
    WeightDecay = 8,

    /// <summary>The largest second moment divides the step.</summary>
    Amsgrad = 16,

    /// <summary>Epsilon is scaled by the second moment's bias correction.</summary>
    AdaptiveEpsilon = 32,

    /// <summary>Averages of the variables are kept.</summary>
    UseEma = 64,
}

/// <summary>What is asked of stages.</summary>
internal static class StagesExtensions
{
    /// <summary>Whether the stage, or one of several, is there.</summary>
    public static bool Has(this Stages stages, Stages stage) => (stages & stage) != 0;
}
