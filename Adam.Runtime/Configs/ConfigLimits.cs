namespace Adam.Configs;

/// <summary>What bounds the time and memory that any text can cost.</summary>
internal static class ConfigLimits
{
    /// <summary>Characters of a document.</summary>
    public const int Length = 1 << 22;

    /// <summary>Objects and lists inside each other, in a document read or written: about 30 schedules inside schedules.</summary>
    public const int Depth = 64;
}
