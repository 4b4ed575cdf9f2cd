using System;

namespace Adam;

/// <summary>What a checkpoint may lack or have too much, and what is taken from it. Immutable.</summary>
public sealed record LoadOptions
{
    /// <summary>Whether the variables are overwritten by those of the checkpoint, if it has them. Default true.</summary>
    public bool Variables { get; init; } = true;

    /// <summary>Whether the optimizer's state is loaded. False: only variables by name, also from a file of another program; everything else stays. Default true.</summary>
    public bool State { get; init; } = true;

    /// <summary>Whether tensors may be missing: new variables keep their values and their slots start as at Build. Default false.</summary>
    public bool AllowMissing { get; init; }

    /// <summary>Whether the checkpoint may have tensors that the optimizer has not; they are named in the result. Default false.</summary>
    public bool AllowSuperfluous { get; init; }

    /// <summary>Gives for the name of a variable in the checkpoint that in the model; null: it is the same.</summary>
    /// <remarks>It hears names as they were when they were saved, unescaped; of several variables of one name, each once.</remarks>
    public Func<string, string>? Rename { get; init; }

    /// <summary>Whether learning rate, betas and the other numbers are taken from the checkpoint. Default false: they stay, and the result lists those that differ.</summary>
    public bool Hyperparameters { get; init; }

    /// <summary>A rule whose state is restored; null for none. A checkpoint with one and options without, or the other way, is a difference.</summary>
    public ReduceOnPlateau? Plateau { get; init; }

    /// <summary>Knows the schedule that the configuration names; null for those of this library.</summary>
    public ScheduleRegistry? Registry { get; init; }
}
