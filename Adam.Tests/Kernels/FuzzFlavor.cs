namespace Adam.Tests.Kernels;

/// <summary>What kind of elements a variable is made of.</summary>
internal enum FuzzFlavor
{
    /// <summary>Like the middle of a training run.</summary>
    Ordinary,

    /// <summary>Every lane just passes the check, with any gradient: this is where the limits have to be right.</summary>
    PassesTheCheck,

    /// <summary>Every lane just passes the first, cheapest check, with second moments of either sign and any gradient.</summary>
    PassesTheFirstCheck,

    /// <summary>Every lane passes the check but for one number, which lies up to 2^-12 below its limit: a limit set too low is seen.</summary>
    FailsTheCheck,

    /// <summary>Lanes on both sides of the check.</summary>
    AroundTheCheck,

    /// <summary>Ordinary, with single lanes that are not.</summary>
    Scattered,

    /// <summary>Runs of zeros: untouched rows, dead pixels, pruned weights.</summary>
    Zeros,

    /// <summary>
    /// Zeros among lanes that pass the check, with gradients around those that move a zero far enough: the second level of the check.
    /// </summary>
    ZerosThatPass,

    /// <summary>m, v and g are all zero.</summary>
    Untouched,

    /// <summary>What thousands of zero gradients leave behind.</summary>
    Decayed,

    /// <summary>g near m and g * g near v, so that differences cancel.</summary>
    Cancelling,

    /// <summary>Lanes around the magnitudes at which some product starts to be flushed.</summary>
    AroundTheFloors,

    /// <summary>Any bits.</summary>
    Anything,
}
