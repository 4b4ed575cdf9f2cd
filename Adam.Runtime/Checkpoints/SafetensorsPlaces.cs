using System;

namespace Adam.Checkpoints;

/// <summary>Whether the tensors of a header lie behind each other, without overlaps and holes, in as many bytes as their shapes need.</summary>
internal static class SafetensorsPlaces
{
    /// <summary>A tensor whose offsets fit its type and shape.</summary>
    public static SafetensorsTensor Place(string name, TensorType type, ulong[] shape, ulong[] offsets, string? file)
    {
        if (offsets is not [var start, var end])
        {
            throw new CheckpointException(file, name, $"`data_offsets` has {offsets.Length} numbers; it must have 2, the first byte and the one behind the last.");
        }

        if (end < start)
        {
            throw new CheckpointException(file, name, $"`data_offsets` is [{start}, {end}]; the second number must not be less than the first.");
        }

        // Room for the header in front of it, within the length that a file can have.
        if (end > long.MaxValue - (1L << 32))
        {
            throw new CheckpointException(file, name, $"`data_offsets` is [{start}, {end}]; no file has so many bytes.");
        }

        if (SafetensorsTensor.Size(type, shape) is not { } size)
        {
            throw new CheckpointException(file, name, $"`shape` is {Text(shape)} of {type}, which is no whole number of bytes of at most 2^64 bits.");
        }

        return size == end - start
            ? new SafetensorsTensor(name, type, shape, (long)start, (long)end)
            : throw new CheckpointException(file, name, $"`data_offsets` is [{start}, {end}], which are {end - start} bytes, and `shape` {Text(shape)} of {type} needs {size}.");
    }

    /// <summary>Sorts tensors by their places and gives the bytes of all.</summary>
    public static long Check(SafetensorsTensor[] tensors, string? file)
    {
        // Of those at one place the empty ones come first.
        Array.Sort(tensors, (a, b) => (a.Start, a.End).CompareTo((b.Start, b.End)));
        long end = 0;
        string? before = null;
        foreach (SafetensorsTensor tensor in tensors)
        {
            if (tensor.Start != end)
            {
                string neighbor = before is null ? "the data begins" : $"tensor '{Configs.ConfigText.Shortened(before)}' ends";
                throw new CheckpointException(
                    file, tensor.Name, $"its bytes start at {tensor.Start}, and {neighbor} at {end}; there must be neither {(tensor.Start > end ? "a hole" : "an overlap")} nor anything else between two tensors.");
            }

            end = tensor.End;
            before = tensor.Name;
        }

        return end;
    }

    /// <summary>A shape for messages, shortened: a header may have a million axes.</summary>
    private static string Text(ulong[] shape) => Configs.ConfigText.Shortened(SafetensorsTensor.Text(shape));
}
