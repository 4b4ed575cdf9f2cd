namespace Adam.State;

/// <summary>What the optimizer keeps for each element of a variable (S2.2), in the order of the memory layout.</summary>
internal enum SlotKind
{
    /// <summary>m, the first moment.</summary>
    FirstMoment,

    /// <summary>v, the second moment.</summary>
    SecondMoment,

    /// <summary>vhat, the largest second moment so far (amsgrad).</summary>
    LargestSecondMoment,

    /// <summary>The moving average of the variable.</summary>
    Average,
}
