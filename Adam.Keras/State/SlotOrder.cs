using System.Collections.Generic;

namespace Adam.Keras.State;

/// <summary>One order in which the tensors of an optimizer may stand in a file.</summary>
/// <param name="Dialect">Whose order it is.</param>
/// <param name="HasRate">Whether the learning rate stands behind the counter.</param>
/// <param name="Averages">Whether there are averages.</param>
/// <param name="Accumulators">Whether there are accumulators.</param>
/// <param name="Interleaved">Whether average and accumulator of each variable stand in turn, as versions of Keras 3 differ.</param>
/// <param name="Amsgrad">Whether there are largest second moments.</param>
/// <param name="Placeholders">Whether tensors of one element stand in place of those, as in Keras 2.1 and 2.2.</param>
internal sealed record SlotOrder(
    KerasDialect Dialect, bool HasRate, bool Averages, bool Accumulators, bool Interleaved, bool Amsgrad, bool Placeholders)
{
    private static readonly bool[] Both = [false, true];

    /// <summary>All orders of a dialect.</summary>
    public static IEnumerable<SlotOrder> Of(KerasDialect dialect)
    {
        foreach (bool amsgrad in Both)
        {
            switch (dialect)
            {
                case KerasDialect.TfKeras:
                    yield return new SlotOrder(dialect, false, false, false, false, amsgrad, false);
                    yield return new SlotOrder(dialect, false, true, false, false, amsgrad, false);
                    break;
                case KerasDialect.Keras3:
                    foreach (bool rate in Both)
                    {
                        yield return new SlotOrder(dialect, rate, false, false, false, amsgrad, false);
                        yield return new SlotOrder(dialect, rate, true, false, false, amsgrad, false);
                        yield return new SlotOrder(dialect, rate, false, true, false, amsgrad, false);
                        yield return new SlotOrder(dialect, rate, true, true, false, amsgrad, false);
                        yield return new SlotOrder(dialect, rate, true, true, true, amsgrad, false);
                    }

                    break;
                default:
                    yield return new SlotOrder(dialect, false, false, false, false, amsgrad, false);
                    if (!amsgrad)
                    {
                        yield return new SlotOrder(dialect, false, false, false, false, false, true);
                    }

                    break;
            }
        }
    }

    /// <summary>
    /// What each tensor is in this order, or null where the tensors do not fit: their number, or two tensors of one variable with
    /// different shapes. A placeholder has no place.
    /// </summary>
    public List<(KerasSlot Slot, int Position)?>? Assign(IReadOnlyList<KerasVariable> tensors)
    {
        int head = HasRate ? 2 : 1;
        int kinds = 2 + (Averages ? 1 : 0) + (Accumulators ? 1 : 0) + (Amsgrad || Placeholders ? 1 : 0);
        if (tensors.Count < head || (tensors.Count - head) % kinds != 0 || tensors[0].Shape.Count > 0 || !IsInteger(tensors[0]))
        {
            return null;
        }

        if (HasRate && (tensors[1].Shape.Count > 0 || IsInteger(tensors[1])))
        {
            return null;
        }

        List<(KerasSlot, int)?> order = [(KerasSlot.Iteration, -1)];
        if (HasRate)
        {
            order.Add((KerasSlot.LearningRate, -1));
        }

        Fill(order, (tensors.Count - head) / kinds);
        return Fits(tensors, order) ? order : null;
    }

    private void Fill(List<(KerasSlot, int)?> order, int variables)
    {
        void All(params KerasSlot[] kinds)
        {
            for (int i = 0; i < variables; i++)
            {
                foreach (KerasSlot kind in kinds)
                {
                    order.Add((kind, i));
                }
            }
        }

        if (Interleaved)
        {
            All(KerasSlot.Average, KerasSlot.Accumulator);
        }
        else
        {
            All(Averages ? [KerasSlot.Average] : []);
            All(Accumulators ? [KerasSlot.Accumulator] : []);
        }

        if (Dialect == KerasDialect.Legacy)
        {
            All(KerasSlot.FirstMoment);
            All(KerasSlot.SecondMoment);
        }
        else
        {
            All(KerasSlot.FirstMoment, KerasSlot.SecondMoment);
        }

        All(Amsgrad ? [KerasSlot.LargestSecondMoment] : []);
        for (int i = 0; Placeholders && i < variables; i++)
        {
            order.Add(null);
        }
    }

    private static bool Fits(IReadOnlyList<KerasVariable> tensors, List<(KerasSlot Slot, int Position)?> order)
    {
        var shapes = new Dictionary<int, KerasVariable>();
        for (int i = 0; i < order.Count; i++)
        {
            if (order[i] is not { } place)
            {
                if (ShapeText.Elements(tensors[i].Shape) != 1 || tensors[i].Shape.Count != 1)
                {
                    return false;
                }
            }
            else if (place.Position >= 0)
            {
                KerasVariable first = shapes.TryAdd(place.Position, tensors[i]) ? tensors[i] : shapes[place.Position];
                if (!first.HasShape(tensors[i].Shape) || first.Element != tensors[i].Element || IsInteger(tensors[i]))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static bool IsInteger(KerasVariable tensor) => tensor.Element is KerasElement.Integer64 or KerasElement.Integer32;
}
