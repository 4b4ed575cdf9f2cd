namespace Adam.Benchmarks.Data;

/// <summary>Where in its page each array of a step starts, in bytes.</summary>
internal readonly record struct PageOffsets(int P, int G, int M, int V, int H, int A)
{
    /// <summary>No two streams meet: the placement in which every competitor is measured unless offsets are the subject.</summary>
    internal static PageOffsets Apart => new(0, 1024, 2048, 3072, 512, 2560);

    /// <summary>All the same, as big arrays from an allocator have it.</summary>
    internal static PageOffsets Equal => default;
}
