namespace Adam.Benchmarks.Optimizers;

/// <summary>How many threads the measured optimizers use. Said always: by default it is the number of processors.</summary>
internal static class Degree
{
    internal static AdamOptions One => Of(1);

    internal static AdamOptions Of(int threads, InstructionSet? set = null) => new() { MaxDegreeOfParallelism = threads, InstructionSet = set };
}
