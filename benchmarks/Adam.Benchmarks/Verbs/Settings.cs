using System.Collections.Generic;
using Adam.Benchmarks.Measuring;

namespace Adam.Benchmarks.Verbs;

/// <summary>What the command line chose.</summary>
/// <param name="Output">The folder of tables and charts.</param>
/// <param name="Quick">Few and short rounds, small sizes.</param>
/// <param name="ChosenSizes">Sizes from the command line; null for those of the verb.</param>
/// <param name="Models">Names of models from the command line; null for those of the verb.</param>
/// <param name="Rows">A part of the names of the gates that are measured; empty for all.</param>
/// <param name="Repeat">How often all gates are measured; the median counts.</param>
internal sealed record Settings(
    string Output, bool Quick, IReadOnlyList<long>? ChosenSizes, IReadOnlyList<string>? Models, string Rows = "", int Repeat = 1)
{
    internal Sampler Sampler { get; } = new(Quick ? SamplerOptions.Quick : SamplerOptions.Full);

    /// <summary>The sizes of a verb: those of the command line, else <paramref name="quick"/> or <paramref name="full"/>.</summary>
    internal IReadOnlyList<long> Sizes(IReadOnlyList<long> full, IReadOnlyList<long> quick) => ChosenSizes ?? (Quick ? quick : full);
}
