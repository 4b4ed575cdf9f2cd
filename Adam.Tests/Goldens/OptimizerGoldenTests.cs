using System.Collections.Generic;
using System.Linq;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using Xunit;

namespace Adam.Tests.Goldens;

/// <summary>The real optimizers give the recorded bits, on every instruction set that the processor has.</summary>
public sealed class OptimizerGoldenTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("factorial")]
    [InlineData("special")]
    [InlineData("long")]
    [InlineData("digits-mlp")]
    [InlineData("scheduled")]
    public void Optimizers_GiveTheRecordedBits_OnEveryInstructionSet(string file)
    {
        IReadOnlyList<GoldenCase> cases = GoldenFiles.Read(file);
        int pairs = 0;
        foreach (InstructionSet set in InstructionSets.Supported)
        {
            pairs += cases.Count(golden => GoldenReplay.Run(golden, set) > 0);
        }

        output.WriteLine(
            $"{file}: {pairs} pairs of case and instruction set ({string.Join(", ", InstructionSets.Supported)}) equal in bits.");
        Assert.True(pairs > 0);
        Assert.Equal(cases.Count * InstructionSets.Supported.Count, pairs);
    }

    [Fact]
    public void Factorial_RunsEveryStructureOnce()
    {
        StructureKey[] keys = [.. GoldenFiles.Read("factorial").Select(golden => StructureKey.Of(golden.Config))];
        Assert.Equal(96, keys.Length);
        Assert.Equal(keys.ToHashSet(), StructureCatalog.Keys.ToHashSet());
    }

    [Fact]
    public void SupportedSets_AreThoseOfTheProcessor()
    {
        // Without this, a set that is wrongly reported as missing would leave every other test green.
        Assert.Contains(InstructionSet.Scalar, InstructionSets.Supported);
        Assert.Equal(Sse2.IsSupported || AdvSimd.IsSupported, InstructionSets.Supported.Contains(InstructionSet.Vector128));
        Assert.Equal(AdvSimd.Arm64.IsSupported, InstructionSets.Supported.Contains(InstructionSet.AdvSimd));
        Assert.Equal(Avx2.IsSupported, InstructionSets.Supported.Contains(InstructionSet.Avx2));
        // A preferred width of 256 bits turns off the second and not the first.
        Assert.Equal(Avx512F.IsSupported && Vector512.IsHardwareAccelerated, InstructionSets.Supported.Contains(InstructionSet.Avx512));
    }
}
