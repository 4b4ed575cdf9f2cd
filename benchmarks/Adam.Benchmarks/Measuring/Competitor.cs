using System;

namespace Adam.Benchmarks.Measuring;

/// <summary>Something that takes steps and is measured.</summary>
/// <param name="name">As tables print it.</param>
/// <param name="elements">Elements that one step updates.</param>
internal abstract class Competitor(string name, long elements) : IDisposable
{
    internal string Name { get; } = name;

    internal long Elements { get; } = elements;

    /// <summary>Called before each sample, outside the measured time.</summary>
    internal virtual void Prepare()
    {
    }

    /// <summary>Takes <paramref name="steps"/> steps.</summary>
    internal abstract void Run(int steps);

    public virtual void Dispose()
    {
    }
}
