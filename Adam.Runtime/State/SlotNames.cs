using System;
using System.Collections.Generic;

namespace Adam.State;

/// <summary>The optimizer's own variables in the original's order, with the original's names (S2.3, S2.5).</summary>
internal static class SlotNames
{
    private static readonly (SlotKind Kind, string Name)[] s_moments = [(SlotKind.FirstMoment, "m"), (SlotKind.SecondMoment, "v")];

    /// <summary>The counter, all averages, m and v of each variable in turn, all vhat.</summary>
    /// <param name="optimizer">The owner.</param>
    /// <param name="iteration">The counter.</param>
    /// <param name="state">Has the slots.</param>
    /// <param name="scope">What stands in front of the names; may be empty.</param>
    public static OptimizerVariable[] List(AdamOptimizer optimizer, OptimizerVariable iteration, OptimizerState state, string scope)
    {
        string prefix = scope.Length == 0 ? "" : scope + "/";
        var variables = new List<OptimizerVariable> { iteration };
        void Add(int position, ReadOnlySpan<(SlotKind Kind, string Name)> slots)
        {
            AdamVariable variable = state.Variables[position];
            foreach ((SlotKind kind, string name) in slots)
            {
                if (state.Layout.Has(kind))
                {
                    variables.Add(new OptimizerVariable(optimizer, $"{prefix}{name}/{variable.Name}", variable.Shape, state.Buffer, state.Slot(kind, position)));
                }
            }
        }

        void AddAll(ReadOnlySpan<(SlotKind Kind, string Name)> slots)
        {
            for (int position = 0; position < state.Variables.Length; position++)
            {
                Add(position, slots);
            }
        }

        AddAll([(SlotKind.Average, "average")]);
        AddAll(s_moments);
        AddAll([(SlotKind.LargestSecondMoment, "vhat")]);
        return [.. variables];
    }
}
