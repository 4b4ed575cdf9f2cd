using System;
using Adam.Gradients;
using Adam.LossScaling;

namespace Adam.Running;

/// <summary>What a step is asked to do: with which gradients, behind which loss scale, and who wants to know.</summary>
internal readonly ref struct StepRequest
{
    /// <summary>Gradients and their variables.</summary>
    public ReadOnlySpan<(Gradient Gradient, AdamVariable Variable)> Pairs { get; init; }

    /// <summary>Variables whose attached gradients are taken.</summary>
    public ReadOnlySpan<AdamVariable> Variables { get; init; }

    /// <summary>Gradients that this library has added up.</summary>
    public GradientSums? Sums { get; init; }

    /// <summary>What stands in front of the slots' names when this call builds the optimizer.</summary>
    public string Scope { get; init; }

    /// <summary>Decides on the step and is updated first (S10.4); null where there is none.</summary>
    public LossScale? Scale { get; init; }

    /// <summary>Whether the gradients are still to be divided by the scale.</summary>
    public bool GradientsAreScaled { get; init; }

    /// <summary>Whether the caller reads the report.</summary>
    public bool WantsReport { get; init; }

    /// <summary>The norm to clip by in place of that of these gradients, which may be some of those that it was taken over; null: their own.</summary>
    public float? GlobalNorm { get; init; }

    /// <summary>Where the gradients are.</summary>
    public required GradientSource Source { get; init; }

    /// <summary>A call without any variable refreshes the rate and does nothing else (S3.3, step 3).</summary>
    public bool IsEmpty => Source switch
    {
        GradientSource.Pairs => Pairs.IsEmpty,
        GradientSource.Variables => Variables.IsEmpty,
        _ => false,
    };
}

/// <summary>How a call gives its gradients.</summary>
internal enum GradientSource
{
    /// <summary>In pairs with their variables.</summary>
    Pairs,

    /// <summary>Attached to some variables.</summary>
    Variables,

    /// <summary>Attached to all variables that the optimizer was built with.</summary>
    Attached,

    /// <summary>Added up by this library.</summary>
    Sums,
}
