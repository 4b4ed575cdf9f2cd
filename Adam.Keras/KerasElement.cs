namespace Adam.Keras;

/// <summary>The type of a tensor's elements.</summary>
public enum KerasElement
{
    /// <summary>A type that is not read here; its bytes are given as they are.</summary>
    Other,

    /// <summary>binary32.</summary>
    Binary32,

    /// <summary>binary64.</summary>
    Binary64,

    /// <summary>binary16.</summary>
    Binary16,

    /// <summary>bfloat16, the upper half of a binary32.</summary>
    BFloat16,

    /// <summary>Signed integers of 32 bits.</summary>
    Integer32,

    /// <summary>Signed integers of 64 bits.</summary>
    Integer64,

    /// <summary>Texts of any length.</summary>
    Text,
}
