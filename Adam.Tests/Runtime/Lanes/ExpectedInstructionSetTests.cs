using System;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using Xunit;

namespace Adam.Tests.Runtime;

/// <summary>Which loop runs where nothing else is asked for.</summary>
public sealed class ExpectedInstructionSetTests
{
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
}
