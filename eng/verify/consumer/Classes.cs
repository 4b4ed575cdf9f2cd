#pragma warning disable CA1034, CA1050, CA1052, CA1515, CA1707, CA1716, CA1720, CA1724 // Odd names in odd places are the point.
using Adam;

/// <summary>In no namespace.</summary>
[AdamConfig(WeightDecay = 0.01, Amsgrad = true)]
public sealed partial class InTheGlobalNamespace;

/// <summary>A keyword.</summary>
[AdamConfig(WeightDecay = 0.01, Amsgrad = true)]
public sealed partial class @event;

namespace Consumer
{
    /// <summary>The outermost class.</summary>
    public partial class Outer
    {
        private protected Outer()
        {
        }

        /// <summary>A struct between them.</summary>
        public readonly partial record struct Middle
        {
            /// <summary>Two levels down.</summary>
            [AdamConfig(WeightDecay = 0.01, Amsgrad = true)]
            public sealed partial class Nested;
        }
    }
}

namespace Odd.@namespace
{
    /// <summary>A name with letters and a letter number.</summary>
    [AdamConfig(WeightDecay = 0.01, Amsgrad = true)]
    public sealed partial class Größe_Ⅷ;
}

namespace Odd
{
    /// <summary>A name that emitted code uses too.</summary>
    [AdamConfig(WeightDecay = 0.01, Amsgrad = true)]
    public sealed partial class Kernels;

    /// <summary>A name that hides a root namespace.</summary>
    [AdamConfig(WeightDecay = 0.01, Amsgrad = true)]
    public sealed partial class System;
}
