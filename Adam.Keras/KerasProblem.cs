namespace Adam.Keras;

/// <summary>Why a file is not read or written.</summary>
public enum KerasProblem
{
    /// <summary>The file contradicts its own format: a wrong length, offset or checksum.</summary>
    Damaged,

    /// <summary>The file is whole as far as it is known, and uses a part of its format that is not read here.</summary>
    Unsupported,

    /// <summary>A file, or something in it that is needed, is not there.</summary>
    Missing,

    /// <summary>The file holds no state of an optimizer.</summary>
    NoOptimizer,

    /// <summary>The state is that of another optimizer than Adam.</summary>
    OtherOptimizer,

    /// <summary>The file can be understood in several ways; the message names the option that says which.</summary>
    Ambiguous,

    /// <summary>The state does not fit what it is to be used for.</summary>
    Mismatch,
}
