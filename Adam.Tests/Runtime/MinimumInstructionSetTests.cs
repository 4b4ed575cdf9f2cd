using System;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using Xunit;

namespace Adam.Tests.Runtime;

/// <summary>Which loop an optimizer runs, and when it refuses to run a slow one.</summary>
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

    /// <summary>A run that switches instruction sets off says what must be left: a switch that is ignored must not pass for a test.</summary>
    [Fact]
    public void TheBestInstructionSetIsTheExpectedOne()
    {
        string expected =
            Environment.GetEnvironmentVariable("ADAM_EXPECTED_INSTRUCTION_SET")
            ?? (Avx512F.IsSupported && Vector512.IsHardwareAccelerated ? "Avx512"
                : Avx2.IsSupported ? "Avx2"
                : AdvSimd.Arm64.IsSupported ? "AdvSimd"
                : Vector128.IsHardwareAccelerated ? "Vector128"
                : "Scalar");

        Assert.Equal(expected, InstructionSets.Best.ToString());
        Assert.Equal(InstructionSets.Best, InstructionSets.Choose(null, null));
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
