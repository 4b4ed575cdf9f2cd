using Adam.Processors;

namespace Adam.Running;

/// <summary>How loops reach the same bits: chosen by what is processed and where it runs. Tests force one way or the other.</summary>
internal sealed class LoopChoices
{
    /// <summary>One spelling of the loop on all lanes. Null: the check decides.</summary>
    public bool? ForceFlushing { get; set; }

    /// <summary>Clears squares of tiny gradients or not. Null: the processor and some of the gradients decide.</summary>
    public bool? ForceClearing { get; set; }

    /// <summary>Which way square roots take. Default: the one that suits this processor.</summary>
    public bool SparesDivider { get; set; } = Processor.HasSlowDivider;
}
