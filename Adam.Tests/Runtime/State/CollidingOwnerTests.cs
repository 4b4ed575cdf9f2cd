using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using Adam.Elements;
using Adam.Gradients;
using Adam.State;
using Xunit;

namespace Adam.Tests.Runtime;

/// <summary>
/// Two owners with one hash code lie mixed in the sorted list, so that every pair of them is compared. Hash codes have 26 bits:
/// among tens of thousands of arrays two collide.
/// </summary>
public sealed class CollidingOwnerTests
{
    private readonly float[] _one;
    private readonly float[] _other;

    public CollidingOwnerTests()
    {
        var seen = new Dictionary<int, float[]>();
        while (true)
        {
            float[] array = new float[8];
            if (!seen.TryAdd(RuntimeHelpers.GetHashCode(array), array))
            {
                (_one, _other) = (seen[RuntimeHelpers.GetHashCode(array)], array);
                return;
            }
        }
    }

    [Fact]
    public void DifferentOwners_DoNotOverlap()
    {
        Assert.NotSame(_one, _other);
        Assert.Null(Find(Place(_one, 0, 8, 0), Place(_other, 0, 8, 1), Place(_one, 8, 0, 2), Place(_other, 4, 0, 3, isGradient: true)));
    }

    /// <summary>Sorted by their starts, the other owner's places lie between the two that overlap.</summary>
    [Fact]
    public void OneOwnersOverlap_IsFoundPastTheOther()
    {
        (OverlapCheck.Place First, OverlapCheck.Place Second)? found =
            Find(Place(_one, 0, 4, 0), Place(_other, 1, 1, 1), Place(_other, 2, 1, 2, isGradient: true), Place(_one, 3, 4, 3, isGradient: true));
        Assert.NotNull(found);
        Assert.Equal((0, 3), (found.Value.First.Variable, found.Value.Second.Variable));
    }

    [Fact]
    public void TwoGradients_MayOverlap() =>
        Assert.Null(Find(Place(_one, 0, 4, 0, isGradient: true), Place(_one, 2, 4, 1, isGradient: true), Place(_other, 0, 8, 2)));

    private static (OverlapCheck.Place, OverlapCheck.Place)? Find(params OverlapCheck.Place[] places) => OverlapCheck.Find(places);

    private static OverlapCheck.Place Place(float[] array, int start, int length, int variable, bool isGradient = false) =>
        new(ElementMemory.From((ReadOnlyMemory<float>)array.AsMemory(start, length)), variable, isGradient);
}
