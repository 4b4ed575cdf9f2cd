using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Adam.Lanes;

namespace Adam.Passes;

/// <summary>Guesses from a few elements whether a gradient has many whose squares are subnormal. A wrong guess costs time, no bit.</summary>
internal static class TinySample
{
    /// <summary>Elements looked at, enough to see one in twenty nearly always. Fewer are not worth a look.</summary>
    public const int Count = 64;

    private const int Runs = Count / 4;

    // 2^-75 and 2^-63: squares of what lies between are subnormal, and smaller ones vanish at once.
    private const int Least = (127 - 75) << 23, Limit = (127 - 63) << 23;

    /// <summary>Whether an element of some runs of four, equally far from each other, lies there.</summary>
    /// <param name="gradient">The first element.</param>
    /// <param name="length">How many there are, at least <see cref="Count"/>.</param>
    public static bool FindsSome(ref float gradient, long length)
    {
        nuint stride = (nuint)length / Runs;
        Vector128<int> found = default;
        for (nuint run = 0; run < Runs; run++)
        {
            Vector128<int> magnitude = Vector128.LoadUnsafe(ref gradient, run * stride).AsInt32() & Vector128.Create(Binary32.Magnitude);

            // Sign bits: of what is below the limit, but not below the least.
            found |= Vector128.AndNot(magnitude - Vector128.Create(Limit), magnitude - Vector128.Create(Least));
        }

        return found.ExtractMostSignificantBits() != 0;
    }
}
