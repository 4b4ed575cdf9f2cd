using System;
using System.Collections.Generic;
using System.Linq;

namespace Adam.Keras.State;

/// <summary>Finds out what the tensors of an optimizer are, from their number, shapes and names.</summary>
internal static class OrderResolver
{
    /// <summary>
    /// The same tensors with what they are; placeholders are left out. One way to read them must remain, else it is an error: no
    /// way, or two ways between which an option decides.
    /// </summary>
    public static (KerasDialect Dialect, KerasVariable[] Variables) Resolve(
        string file, IReadOnlyList<KerasVariable> tensors, IEnumerable<KerasDialect> dialects, OrderHints hints)
    {
        foreach (KerasVariable tensor in tensors)
        {
            if (SlotName.OtherOptimizer(tensor.Name) is { } other)
            {
                throw new KerasException(KerasProblem.OtherOptimizer, file, $"'{tensor.Name}' belongs to the optimizer {other}; the state must be that of Adam or AdamW.");
            }
        }

        var found = new List<(SlotOrder Order, KerasVariable[] Variables)>();
        foreach (SlotOrder order in dialects.SelectMany(SlotOrder.Of).Where(hints.Allows))
        {
            if (order.Assign(tensors) is { } places && Named(order.Dialect, tensors, places) is { } variables
                && !found.Any(other => other.Order.Dialect == order.Dialect && Same(other.Variables, variables)))
            {
                found.Add((order, variables));
            }
        }

        // Keras 3 has the rate behind the counter, unless a schedule gives it: without it, and with nothing that says Keras 3, it is the other.
        if (hints.Dialect is null && found.Any(way => way.Order.Dialect == KerasDialect.TfKeras))
        {
            found.RemoveAll(way => way.Order is { Dialect: KerasDialect.Keras3, HasRate: false });
        }

        // A state without slots has no order: what else was meant by it does not matter.
        if (found.Count > 1 && found.All(way => way.Variables.All(variable => variable.Position < 0)))
        {
            found.RemoveRange(1, found.Count - 1);
        }

        return found.Count switch
        {
            1 => (found[0].Order.Dialect, found[0].Variables),
            0 => throw new KerasException(KerasProblem.Mismatch, file, None(tensors, hints)),
            _ => throw new KerasException(KerasProblem.Ambiguous, file, Several(tensors.Count, found.ConvertAll(way => way.Order))),
        };
    }

    /// <summary>Null where a name says that a tensor is something else.</summary>
    private static KerasVariable[]? Named(KerasDialect dialect, IReadOnlyList<KerasVariable> tensors, List<(KerasSlot Slot, int Position)?> places)
    {
        var variables = new List<KerasVariable>();
        for (int i = 0; i < tensors.Count; i++)
        {
            if (places[i] is not { } place)
            {
                continue;
            }

            SlotName? name = SlotName.Parse(dialect, tensors[i].Name);
            if (place.Position >= 0 && name is { } known && known.Slot != place.Slot)
            {
                return null;
            }

            variables.Add(tensors[i].As(place.Slot, place.Position, place.Position < 0 ? null : name?.Variable));
        }

        return [.. variables];
    }

    private static bool Same(KerasVariable[] a, KerasVariable[] b) =>
        a.Length == b.Length && a.Zip(b).All(pair => pair.First.Slot == pair.Second.Slot && pair.First.Position == pair.Second.Position);

    private static string None(IReadOnlyList<KerasVariable> tensors, OrderHints hints)
    {
        const int Shown = 6;
        string shapes = string.Join(", ", tensors.Take(Shown).Select(tensor => ShapeText.Of(tensor.Shape)));
        string more = tensors.Count > Shown ? ", ..." : "";
        string known = string.Concat(
            hints.Dialect is { } dialect ? $" of {dialect}" : "",
            hints.Averages is { } averages ? averages ? " with averages" : " without averages" : "",
            hints.Amsgrad is { } amsgrad ? amsgrad ? " with amsgrad" : " without amsgrad" : "");
        return $"the {tensors.Count} tensors of its optimizer, with the shapes {shapes}{more}, are not a counter and moments of Adam{known}; it is another optimizer, or an option says something wrong.";
    }

    private static string Several(int count, List<SlotOrder> ways)
    {
        string options = string.Join(", ", new[]
        {
            ways.DistinctBy(way => way.Dialect).Count() > 1 ? nameof(KerasReadOptions.Dialect) : "",
            ways.DistinctBy(way => way.Amsgrad).Count() > 1 ? nameof(KerasReadOptions.Amsgrad) : "",
            ways.DistinctBy(way => way.Averages).Count() > 1 ? nameof(KerasReadOptions.UseEma) : "",
            ways.DistinctBy(way => way.Accumulators).Count() > 1 ? nameof(KerasReadOptions.GradientAccumulationSteps) : "",
        }.Where(option => option.Length > 0));
        return options.Length > 0
            ? $"the {count} tensors of its optimizer can be understood in {ways.Count} ways; give `{nameof(KerasReadOptions)}` with {options}."
            : $"the {count} tensors of its optimizer can be understood in {ways.Count} ways, and no option tells them apart.";
    }
}
