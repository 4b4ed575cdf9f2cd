using System;
using Xunit;

namespace Adam.Tests.Runtime;

/// <summary>When an optimizer refuses to run a slow loop.</summary>
public sealed class MinimumInstructionSetTests
{
    public static TheoryData<InstructionSet, InstructionSet> Pairs
    {
        get
        {
            var pairs = new TheoryData<InstructionSet, InstructionSet>();
            foreach (InstructionSet chosen in InstructionSets.Supported)
            {
                foreach (InstructionSet minimum in Enum.GetValues<InstructionSet>())
                {
                    pairs.Add(chosen, minimum);
                }
            }

            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void BelowTheMinimumItIsRefused_AndTheMessageNamesTheProperty(InstructionSet chosen, InstructionSet minimum)
    {
        if (chosen >= minimum)
        {
            Assert.Equal(chosen, InstructionSets.Choose(chosen, minimum));
            return;
        }

        var error = Assert.Throws<PlatformNotSupportedException>(() => InstructionSets.Choose(chosen, minimum));
        Assert.StartsWith($"`MinimumInstructionSet` is {minimum}, but this optimizer would run {chosen}; ", error.Message);
        Assert.Contains("the property `AdamInstructionSet` (avx2, avx512 or native)", error.Message);
    }

    [Fact]
    public void TheConstructorRefuses()
    {
        var options = new AdamOptions { InstructionSet = InstructionSet.Scalar, MinimumInstructionSet = InstructionSet.Vector128 };

        Assert.Throws<PlatformNotSupportedException>(() => new MinimumOptimizer(options));

        options.InstructionSet = null;
        options.MinimumInstructionSet = InstructionSets.Best;
        using var optimizer = new MinimumOptimizer(options);
        Assert.Equal(InstructionSets.Best, optimizer.ActiveInstructionSet);
    }
}

/// <summary>The stages that every Adam has, and no other.</summary>
[AdamConfig]
internal sealed partial class MinimumOptimizer;
