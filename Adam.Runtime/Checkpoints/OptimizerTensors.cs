using System;
using System.Collections.Generic;
using System.Linq;
using Adam.Elements;
using Adam.State;

namespace Adam.Checkpoints;

/// <summary>A tensor of an optimizer: its name in a checkpoint and where its elements lie.</summary>
/// <param name="Name">The name.</param>
/// <param name="Position">The variable that it belongs to.</param>
/// <param name="Slot">Which slot; null: the variable itself.</param>
/// <param name="Memory">The elements; those of a variable may belong to a manager.</param>
internal sealed record OptimizerTensor(string Name, int Position, SlotKind? Slot, ElementMemory Memory)
{
    public TensorType Type => OptimizerTensors.TypeOf(Memory.Type);
}

/// <summary>All tensors of an optimizer, by name: what is saved, what is expected, and where it goes are this one list.</summary>
internal static class OptimizerTensors
{
    /// <summary>The step counter.</summary>
    public const string Iterations = CheckpointNames.ReservedPrefix + "iterations";

    private static readonly (SlotKind Kind, string Name)[] SlotsByName =
        [(SlotKind.FirstMoment, "m"), (SlotKind.SecondMoment, "v"), (SlotKind.LargestSecondMoment, "vhat"), (SlotKind.Average, "average")];

    public static TensorType TypeOf(ElementType type) => type switch
    {
        ElementType.Float32 => TensorType.F32,
        _ => throw new InvalidOperationException($"Elements of {type} have no name in a checkpoint."),
    };

    /// <summary>Names of the variables, in the order of Build.</summary>
    public static string[] Names(OptimizerState? state) => state is null ? [] : CheckpointNames.Of(state.Variables.Select(variable => variable.Name));

    /// <summary>Variables and slots, variable by variable.</summary>
    public static List<OptimizerTensor> Of(OptimizerState? state, bool withVariables)
    {
        List<OptimizerTensor> tensors = [];
        string[] names = Names(state);
        for (int i = 0; i < names.Length; i++)
        {
            if (withVariables)
            {
                tensors.Add(new OptimizerTensor(names[i], i, null, state!.Values[i]));
            }

            foreach ((SlotKind kind, string slot) in SlotsByName)
            {
                if (state!.Layout.Has(kind))
                {
                    tensors.Add(new OptimizerTensor(CheckpointNames.OfSlot(names[i], slot), i, kind, state.Slot(kind, i)));
                }
            }
        }

        return tensors;
    }

    public static long[] Shape(OptimizerState state, int position) => [.. state.Variables[position].Shape];
}
