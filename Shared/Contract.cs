#if ADAM_GENERATOR
namespace Adam.Generator.Planning;
#else
namespace Adam.Lanes;
#endif

/// <summary>What binds emitted code to the library: the streams, the numbers of a step, fetching ahead, the emitted members.</summary>
internal static class Contract
{
    /// <summary>Goes up with every change of any of these after which code that another generator wrote would be wrong.</summary>
    public const int Number = 1;
}
