using System;
using System.Collections.Generic;
using System.Linq;
using Adam.Elements;
using Adam.State;

namespace Adam.Checkpoints;

/// <summary>All that the next step depends on, as tensors over the optimizer's own memory and texts.</summary>
internal sealed class OptimizerSnapshot
{
    public List<TensorToWrite> Tensors { get; } = [];

    public Dictionary<string, string> Metadata { get; } = new(StringComparer.Ordinal);

    /// <param name="parts">What is saved; it must not change before the snapshot is written or copied.</param>
    /// <param name="options">What is left out.</param>
    /// <param name="pins">Keeps memory of managers where it is.</param>
    public static OptimizerSnapshot Of(in OptimizerParts parts, SaveOptions options, Pins pins)
    {
        var snapshot = new OptimizerSnapshot();
        AdamOptimizer optimizer = parts.Optimizer;
        OptimizerState? state = optimizer.Runner.Model?.State;
        snapshot.Tensors.Add(new(OptimizerTensors.Iterations, TensorType.I64, [], TensorBytes.Of(new[] { optimizer.Iterations })));
        foreach (OptimizerTensor tensor in OptimizerTensors.Of(state, options.Variables))
        {
            ElementMemory memory = pins.AddIfManaged(tensor.Memory, state!.Variables[tensor.Position]);
            snapshot.Tensors.Add(new(tensor.Name, tensor.Type, OptimizerTensors.Shape(state, tensor.Position), new ElementBytes(memory)));
        }

        if (parts.Accumulator is { } accumulator)
        {
            string[] names = OptimizerTensors.Names(state);
            foreach ((int position, ElementMemory sum) in accumulator.GivenSums)
            {
                snapshot.Tensors.Add(new(
                    CheckpointNames.OfSlot(names[position], "sum"), OptimizerTensors.TypeOf(sum.Type), OptimizerTensors.Shape(state!, position), new ElementBytes(sum)));
            }
        }

        OptimizerMetadata.Write(snapshot.Metadata, in parts, options);
        return snapshot;
    }

    /// <summary>A copy that later steps do not touch: it costs as much memory as the tensors.</summary>
    public OptimizerSnapshot Copy()
    {
        var copy = new OptimizerSnapshot();
        foreach ((string key, string value) in Metadata)
        {
            copy.Metadata.Add(key, value);
        }

        copy.Tensors.AddRange(Tensors.Select(tensor => tensor with { Bytes = Copied(tensor.Bytes) }));
        return copy;
    }

    private static GrowingBytes Copied(TensorBytes bytes)
    {
        var copy = new GrowingBytes(bytes.Length);
        for (long done = 0; done < bytes.Length;)
        {
            Span<byte> to = copy.From(done);
            ReadOnlySpan<byte> from = bytes.From(done);
            int count = Math.Min(to.Length, from.Length);
            from[..count].CopyTo(to);
            done += count;
        }

        return copy;
    }
}
