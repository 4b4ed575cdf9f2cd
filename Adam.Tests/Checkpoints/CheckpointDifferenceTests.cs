using System;
using System.Collections.Generic;
using System.Linq;
using Adam.Checkpoints;
using Xunit;

namespace Adam.Tests.Checkpoints;

/// <summary>All differences at once, in a fixed order, each with both sides.</summary>
public sealed class CheckpointDifferenceTests
{
    private static readonly ExpectedTensor[] Expected =
    [
        new("a", TensorType.F32, [2, 3]), new("b", TensorType.F32, []), new("c", TensorType.F16, [4]), new("d", TensorType.I64, []), new("a/vhat", TensorType.F32, [2, 3]),
    ];

    private static readonly SafetensorsTensor[] Found =
    [
        new("y", TensorType.U8, [9], 0, 9), new("d", TensorType.I64, [], 9, 17), new("c", TensorType.F32, [5], 17, 37), new("b", TensorType.F32, [1], 37, 41),
        new("a", TensorType.F32, [3, 2], 41, 65), new("x", TensorType.F64, [], 65, 73),
    ];

    [Fact]
    public void All_AreListed()
    {
        IReadOnlyList<CheckpointDifference> differences = CheckpointDifferences.Between(Expected, Found);
        Assert.Equal(
            [
                (CheckpointDifferenceKind.Reshaped, "a", "'a' has the shape [3, 2]; [2, 3] is expected."),
                (CheckpointDifferenceKind.Reshaped, "b", "'b' has the shape [1]; [] is expected."),
                (CheckpointDifferenceKind.Retyped, "c", "'c' has elements of F32; F16 is expected, and no element is cast."),
                (CheckpointDifferenceKind.Reshaped, "c", "'c' has the shape [5]; [4] is expected."),
                (CheckpointDifferenceKind.Missing, "a/vhat", "'a/vhat' is missing; F32 [2, 3] is expected."),
                (CheckpointDifferenceKind.Superfluous, "y", "'y', U8 [9], is superfluous; nothing of that name is expected."),
                (CheckpointDifferenceKind.Superfluous, "x", "'x', F64 [], is superfluous; nothing of that name is expected."),
            ],
            differences.Select(difference => (difference.Kind, difference.Name, difference.Message)));

        var exception = new CheckpointMismatchException(differences, "x.safetensors");
        Assert.Same(differences, exception.Differences);
        Assert.StartsWith("The checkpoint 'x.safetensors' does not fit the optimizer in 7 places:\n- 'a' has", exception.Message, StringComparison.Ordinal);
        Assert.All(differences, difference => Assert.Contains("\n- " + difference.Message, exception.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void None_IfItFits() => Assert.Empty(CheckpointDifferences.Between(
        Expected, [.. Expected.Reverse().Select(tensor => new SafetensorsTensor(tensor.Name, tensor.Type, Array.ConvertAll(tensor.Shape, n => (ulong)n), 0, 0))]));

    [Fact]
    public void AMessage_StaysReadable()
    {
        CheckpointDifference[] many = [.. Enumerable.Range(0, 1000).Select(i => new CheckpointDifference(CheckpointDifferenceKind.Missing, $"{i}", $"'{i}' is missing."))];
        var exception = new CheckpointMismatchException(many, null);
        Assert.EndsWith("- '49' is missing.\n- and 950 more; `Differences` has all.", exception.Message, StringComparison.Ordinal);
        Assert.Equal(1000, exception.Differences.Count);
    }
}
