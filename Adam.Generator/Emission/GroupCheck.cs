using System;
using System.Collections.Generic;
using System.Linq;
using Adam.Generator.Planning;

namespace Adam.Generator.Emission;

/// <summary>
/// The question in front of a group: can flushing change any of its lanes (docs/numerics.md)? Nearly all groups pass the
/// first test; zeros have one of their own, and so has whatever else is ordinary; only what passes none is computed flushing.
/// </summary>
internal sealed class GroupCheck(SourceWriter writer, UpdatePlan plan, Isa isa, int members)
{
    private IEnumerable<int> Members => Enumerable.Range(0, members);

    private IEnumerable<Stream> SecondMoments => plan.Streams.Where(stream => stream == Stream.SecondMoment || stream == Stream.LargestSecondMoment);

    /// <summary>Joins names pairwise by a function of two, as a tree; one name is joined with itself.</summary>
    public static string Fold(Isa isa, string function, IEnumerable<string> names)
    {
        List<string> joined = [.. names];
        if (joined.Count == 1)
        {
            joined.Add(joined[0]);
        }

        while (joined.Count > 1)
        {
            joined = [.. Enumerable.Range(0, (joined.Count + 1) / 2).Select(k =>
                (2 * k) + 1 < joined.Count ? $"{isa.Helper}.{function}({joined[2 * k]}, {joined[(2 * k) + 1]})" : joined[2 * k])];
        }

        return joined[0];
    }

    /// <summary>Leaves the group to the flushing loop where flushing might matter; <paramref name="flush"/> writes how.</summary>
    public void EmitForPlainLoop(Action flush)
    {
        writer.Line("// Flushing provably changes no ordinary lane (docs/numerics.md). The cheapest proof, and nearly always one: variables in their");
        writer.Line("// window, moments in [2^-63, 2).");
        EmitJoined("windows", " & ", plan.Streams.Where(IsValue).Select(stream => string.Join(" & ", Each("Window", stream))));
        EmitJoined("moments", " & ", plan.Streams.Where(IsMoment).Select(stream => string.Join(" & ", Each("Bits", stream))));
        using (writer.Block($"if (!{isa.Helper}.AreCommon(windows, moments))"))
        {
            if (!plan.MovesZeros)
            {
                EmitStandstill();
                writer.Line();
            }

            string harmless = EmitZeros();
            using (writer.Block($"if (!scalars.ZerosAreExact || !{harmless})"))
            {
                writer.Line("// Beside moments that are not zero any gradient is harmless, and so are larger moments.");
                EmitJoined("firsts", " & ", [string.Join(" & ", Each("Window", Stream.FirstMoment))]);
                EmitLeast();
                using (writer.Block($"if (!{isa.Helper}.AreOrdinary(windows & firsts, least, scalars.EveryLaneIsOrdinary))"))
                {
                    flush();
                }
            }
        }
    }

    /// <summary>Goes back to the plain loop where the lanes are ordinary again.</summary>
    public void EmitForFlushingLoop()
    {
        EmitJoined("windows", " & ", plan.Streams.Where(stream => stream.IsChecked).Select(stream => string.Join(" & ", Each("Window", stream))));
        EmitLeast();
        using (writer.Block($"if (returnAtOrdinary && {isa.Helper}.AreOrdinary(windows, least, 0))"))
        {
            writer.Line("return i;");
        }
    }

    /// <summary>Streams of the size of the variable.</summary>
    private static bool IsValue(Stream stream) => stream == Stream.Variable || stream == Stream.Average;

    private static bool IsMoment(Stream stream) => stream != Stream.Gradient && !IsValue(stream);

    private void EmitLeast() =>
        writer.Line($"{isa.MaskType} least = {Fold(isa, "Least", Names(Stream.SecondMoment))};");

    private void EmitStandstill()
    {
        writer.Line("// Without gradient and moments nothing moves: untouched rows.");
        EmitJoined("bits", " | ", plan.Streams.Where(stream => stream != Stream.Variable).Select(stream => string.Join(" | ", Each("Bits", stream))));
        using (writer.Block($"if (scalars.ZerosStandStill && {isa.Helper}.AreZero(bits) && {isa.Helper}.AreInWindow(windows))"))
        {
            writer.Line($"i += {members * isa.Lanes};");
            writer.Line("continue;");
        }
    }

    /// <summary>The condition that all zeros of the group are harmless.</summary>
    private string EmitZeros()
    {
        writer.Line("// Zeros are common, and harmless beside gradients that are zero or not tiny: dead units, fresh biases.");
        EmitLowest("values", [Stream.Variable, Stream.FirstMoment]);
        EmitLowest("gradients", [Stream.Gradient]);
        EmitLowest("seconds", SecondMoments);
        writer.Line($"{isa.WordType} largest = {Fold(isa, "Upper", SecondMoments.SelectMany(Names))};");
        string harmless = $"{isa.Helper}.AreZerosHarmless(values, gradients, seconds, largest, scalars.LeastGradient)";
        if (plan.Streams.Contains(Stream.Average))
        {
            EmitJoined("averages", " & ", [string.Join(" & ", Each("Window", Stream.Average))]);
            harmless += $" || !{isa.Helper}.AreInWindow(averages)";
        }

        return harmless;
    }

    /// <summary>A mask joined from one line a stream.</summary>
    private void EmitJoined(string name, string joint, IEnumerable<string> lines)
    {
        string[] all = [.. lines];
        writer.Line($"{isa.MaskType} {name} = {all[0]}{(all.Length == 1 ? ";" : "")}");
        for (int i = 1; i < all.Length; i++)
        {
            writer.Line($"   {joint}{all[i]}{(i + 1 == all.Length ? ";" : "")}");
        }
    }

    /// <summary>The lowest nonzero word, joined from one line a stream.</summary>
    private void EmitLowest(string name, IEnumerable<Stream> streams)
    {
        string[] all = [.. streams.Select(stream => members == 1 ? Each("Nonzero", stream).First() : Fold(isa, "Lower", Each("Nonzero", stream)))];
        if (all.Length == 1)
        {
            writer.Line($"{isa.WordType} {name} = {all[0]};");
            return;
        }

        writer.Line($"{isa.WordType} {name} = {isa.Helper}.Lower(");
        writer.Line($"    {all[0]},");
        writer.Line($"    {all[1]});");
    }

    private IEnumerable<string> Names(Stream stream) => Members.Select(k => stream.Lane.Name + (members > 1 ? $"{k}" : ""));

    private IEnumerable<string> Each(string function, Stream stream) => Names(stream).Select(name => $"{isa.Helper}.{function}({name})");
}
