using System.Collections.Generic;

namespace Adam.Benchmarks.Verbs;

/// <summary>Elements of a tensor, named by where the four arrays of a plain step then lie on current server processors.</summary>
internal static class SizeSets
{
    internal const long Level1 = 2 << 10, Level2 = 64 << 10, Level3 = 1 << 20, Memory = 64 << 20;

    /// <summary>From a bias vector to far beyond all caches.</summary>
    internal static IReadOnlyList<long> Sweep { get; } =
        [256, 1 << 10, Level1, 8 << 10, Level2, 256 << 10, Level3, 4 << 20, 16 << 20, Memory];

    internal static IReadOnlyList<long> SweepQuick { get; } = [256, Level1, Level2, Level3];

    /// <summary>One of each level, and two of memory.</summary>
    internal static IReadOnlyList<long> Levels { get; } = [Level1, Level2, Level3, 16 << 20, Memory];

    internal static IReadOnlyList<long> LevelsQuick { get; } = [Level1, Level2, Level3];
}
