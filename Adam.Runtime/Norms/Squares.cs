using System.Runtime.CompilerServices;
using Adam.Passes;

namespace Adam.Norms;

/// <summary>The square of an element, rounded to binary32: the same bits at every width.</summary>
internal interface ISquare
{
    TWide Of<TWide>(TWide x)
        where TWide : struct, IWide<TWide>;
}

/// <summary>
/// 2^64 times the square. The factor keeps the square of everything from 2^-95 on from being subnormal, which would be slow, and changes
/// no other bit of it unless it overflows.
/// </summary>
internal readonly struct ScaledSquare : ISquare
{
    public const float Scale = 2f * (1UL << 63);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TWide Of<TWide>(TWide x)
        where TWide : struct, IWide<TWide> => x * TWide.All(Scale) * x;
}

/// <summary>The square where the element is at least the magnitude with these bits, and zero below.</summary>
/// <param name="least">The bits of the least magnitude whose square counts.</param>
internal readonly struct ClearedSquare(int least) : ISquare
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TWide Of<TWide>(TWide x)
        where TWide : struct, IWide<TWide>
    {
        TWide cleared = x.ZeroedBelow(least);
        return cleared * cleared;
    }
}
