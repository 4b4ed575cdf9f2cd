using System;
using Adam.Lanes;
using Xunit;

namespace Adam.Tests.Runtime;

/// <summary>Emitted code of another version is told at construction, before any lane is wrong.</summary>
public sealed class ContractTests
{
    [Fact]
    public void CodeOfAnotherContract_IsRefused()
    {
        var error = Assert.Throws<InvalidOperationException>(() => new Elsewhere());

        Assert.StartsWith("`Elsewhere` was emitted for contract -1 between emitted code and the library, and this library has contract ", error.Message);
    }

    private sealed class Elsewhere : AdamOptimizer
    {
        protected override int EmittedContract => -1;

        protected override AdamConfiguration EmittedConfiguration => throw new InvalidOperationException("Asked too early.");

        protected override void EmittedUpdate(InstructionSet instructionSet, in UpdateStreams streams, in StepScalars scalars) =>
            throw new InvalidOperationException("Asked too early.");
    }
}
