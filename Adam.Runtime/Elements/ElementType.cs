namespace Adam.Elements;

/// <summary>What the elements of a variable, its gradient and its slots are.</summary>
internal enum ElementType
{
    /// <summary>binary32.</summary>
    Float32,
}

/// <summary>What is known of an element type.</summary>
internal static class ElementTypes
{
    /// <summary>Bytes of one element.</summary>
    public static int Size(this ElementType type) => type switch
    {
        _ => sizeof(float),
    };
}
