using System.Runtime.CompilerServices;
using Adam.Lanes;
using Adam.Numerics;

namespace Adam.Passes;

/// <summary>One flushed binary32 operation on elements of two gradients, the same bits at every width (S0.3).</summary>
internal interface IElementOperation
{
    TWide Of<TWide>(TWide x, TWide y)
        where TWide : struct, IWide<TWide>;
}

/// <summary>x + y.</summary>
internal readonly struct Sum : IElementOperation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TWide Of<TWide>(TWide x, TWide y)
        where TWide : struct, IWide<TWide> =>
        (x.ClearedBelow(Binary32.LeastNormal) + y.ClearedBelow(Binary32.LeastNormal)).ClearedBelow(Binary32.LeastNormal);
}

/// <summary>x * factor; y is not looked at.</summary>
/// <param name="factor">A factor that is not subnormal.</param>
/// <param name="floor">The bits of the smallest normal magnitude whose product with the factor is not flushed.</param>
internal readonly struct Product(float factor, int floor) : IElementOperation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TWide Of<TWide>(TWide x, TWide y)
        where TWide : struct, IWide<TWide> => x.ClearedBelow(floor) * TWide.All(factor);
}

/// <summary>x / divisor; y is not looked at.</summary>
/// <param name="divisor">A divisor that is not subnormal.</param>
internal readonly struct Quotient(float divisor) : IElementOperation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TWide Of<TWide>(TWide x, TWide y)
        where TWide : struct, IWide<TWide> => x.ClearedBelow(Flushed.QuotientFloor(divisor)) / TWide.All(divisor);
}
