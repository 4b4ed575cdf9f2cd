using System;
using System.Collections.Generic;
using System.Linq;
using Adam.Configs;

namespace Adam.Checkpoints;

/// <summary>A tensor that an optimizer must find in a checkpoint.</summary>
internal sealed record ExpectedTensor(string Name, TensorType Type, long[] Shape);

/// <summary>Compares what an optimizer expects with what a header lists, before any tensor is read.</summary>
internal static class CheckpointDifferences
{
    /// <summary>All differences at once: those of the expected tensors in their order, then what is superfluous, in that of the file. None: it fits.</summary>
    public static IReadOnlyList<CheckpointDifference> Between(IReadOnlyCollection<ExpectedTensor> expected, IReadOnlyCollection<SafetensorsTensor> found)
    {
        Dictionary<string, SafetensorsTensor> byName = found.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        List<CheckpointDifference> differences = [];
        foreach (ExpectedTensor tensor in expected)
        {
            if (!byName.Remove(tensor.Name, out SafetensorsTensor? other))
            {
                differences.Add(new(
                    CheckpointDifferenceKind.Missing, tensor.Name, $"'{Name(tensor.Name)}' is missing; {Text(tensor.Type, tensor.Shape)} is expected."));
                continue;
            }

            if (other.Type != tensor.Type)
            {
                differences.Add(new(
                    CheckpointDifferenceKind.Retyped, tensor.Name, $"'{Name(tensor.Name)}' has elements of {other.Type}; {tensor.Type} is expected, and no element is cast."));
            }

            if (!other.Shape.AsSpan().SequenceEqual(Array.ConvertAll(tensor.Shape, dimension => (ulong)dimension)))
            {
                differences.Add(new(
                    CheckpointDifferenceKind.Reshaped, tensor.Name, $"'{Name(tensor.Name)}' has the shape {ShapeText(other.Shape)}; {ShapeText(tensor.Shape)} is expected."));
            }
        }

        differences.AddRange(found.Where(tensor => byName.ContainsKey(tensor.Name)).Select(tensor => new CheckpointDifference(
            CheckpointDifferenceKind.Superfluous, tensor.Name, $"'{Name(tensor.Name)}', {Text(tensor.Type, tensor.Shape)}, is superfluous; nothing of that name is expected.")));
        return differences;
    }

    private static string Text<T>(TensorType type, IEnumerable<T> shape) => $"{type} {ShapeText(shape)}";

    private static string ShapeText<T>(IEnumerable<T> shape) => ConfigText.Shortened(SafetensorsTensor.Text(shape));

    private static string Name(string name) => ConfigText.Shortened(name);
}
