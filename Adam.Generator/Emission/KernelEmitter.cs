using System;
using System.Collections.Generic;
using System.Linq;
using Adam.Generator.Planning;

namespace Adam.Generator.Emission;

/// <summary>
/// The shape of a loop: load every stream of a group, check, compute, store; the same stages flushing operation by operation for
/// groups that fail the check; and the end of the array. Knows no formula and no instruction set.
/// </summary>
internal sealed class KernelEmitter(SourceWriter writer, UpdatePlan plan, Isa isa)
{
    private readonly UsedScalars _scalars = UsedScalars.In(plan);

    /// <summary>The class with the loops of one instruction set.</summary>
    public void Emit()
    {
        writer.Line($"/// <summary>The update with {isa.Title}{(isa.Lanes > 1 ? $", {isa.Group} of {isa.Lanes} lanes in a group" : "")}.</summary>");
        using (writer.Block($"file static class {isa.Kernel}"))
        {
            if (isa.Narrower is { } narrower)
            {
                EmitUpdate(narrower);
                writer.Line();
            }

            EmitGroups();
            writer.Line();
            EmitFlushing();
        }
    }

    /// <summary>All elements: whole vectors, and one more at the end where vectors do not come out even.</summary>
    private void EmitUpdate(Isa narrower)
    {
        writer.Line("/// <summary>Updates all elements.</summary>");
        using (writer.Block("public static void Update(in UpdateStreams streams, in StepScalars scalars)"))
        {
            using (writer.Block($"if (streams.Length < {isa.Lanes})"))
            {
                writer.Line($"{narrower.Kernel}.Update(in streams, in scalars);");
                writer.Line("return;");
            }

            writer.Line();
            writer.Line($"nuint whole = streams.Length & ~(nuint){isa.Lanes - 1};");
            using (writer.Block("if (whole == streams.Length)"))
            {
                writer.Line("Groups(in streams, in scalars, whole);");
                writer.Line("return;");
            }

            writer.Line();
            writer.Line("// The last vector overlaps the one before it. It is loaded before anything is stored and stored after everything");
            writer.Line("// else, so the lanes that lie in both take one step, twice computed from the same elements.");
            writer.Line($"nuint last = streams.Length - {isa.Lanes};");
            foreach (Stream stream in plan.Streams)
            {
                writer.Line($"{isa.VectorType} {stream.Lane.Name} = {isa.Load("streams." + stream.Property, "last")};");
            }

            writer.Line("Groups(in streams, in scalars, whole);");
            writer.Line("var end = new UpdateStreams(");
            foreach (Stream stream in AllStreams)
            {
                string reference = plan.Streams.Contains(stream) ? isa.FirstElement(stream.Lane.Name) : $"ref streams.{stream.Property}";
                writer.Line($"    {reference},");
            }

            writer.Line($"    {isa.Lanes});");
            writer.Line($"Flushing(in end, in scalars, 0, {isa.Lanes});");
            foreach (Stream stream in Written)
            {
                writer.Line(isa.Store(stream.Lane.Name, "streams." + stream.Property, "last"));
            }
        }
    }

    /// <summary>The plain loop, with the check in front of each group.</summary>
    private void EmitGroups()
    {
        int step = isa.Group * isa.Lanes;
        string name = isa.Narrower is null ? "public static void Update(in UpdateStreams streams, in StepScalars scalars)"
            : "private static void Groups(in UpdateStreams streams, in StepScalars scalars, nuint end)";
        writer.Line("/// <summary>Whole vectors: groups of ordinary lanes in plain arithmetic, everything else flushing.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Block(name))
        {
            if (isa.Narrower is null)
            {
                writer.Line("nuint end = streams.Length;");
            }

            writer.Line("nuint i = 0;");
            using (writer.Block("if (scalars.FastPathIsExact)"))
            {
                EmitReferences();
                EmitBroadcasts(withFloors: false);
                writer.Line();
                using (writer.Block($"for (; i + {step} <= end; i += {step})"))
                {
                    writer.Line("// Every stream of the group is loaded before the first store: arrays at equal page offsets would stall it.");
                    foreach (Stream stream in plan.Streams)
                    {
                        ForEachMember(k => $"{isa.VectorType} {stream.Lane.Name}{Suffix(k)} = {isa.Load(stream.Name, Index(k))};");
                    }

                    writer.Line();
                    EmitCheck(step);
                    foreach (Stage stage in plan.Stages)
                    {
                        writer.Line();
                        EmitComment(stage);
                        ForEachMember(k => $"{stage.Target.Name}{Suffix(k)} = {new Spelling.Plain(isa, Suffix(k)).Print(stage.Value)};");
                    }

                    writer.Line();
                    foreach (Stream stream in Written)
                    {
                        ForEachMember(k => isa.Store(stream.Lane.Name + Suffix(k), stream.Name, Index(k)));
                    }
                }
            }

            writer.Line();
            writer.Line("Flushing(in streams, in scalars, i, end);");
        }
    }

    private void EmitCheck(int step)
    {
        writer.Line("// Ordinary lanes are those that flushing provably cannot change (docs/numerics.md); one that is not sends its group away.");
        IEnumerable<string> windows = plan.Streams.Where(stream => stream.IsChecked)
            .SelectMany(stream => Members.Select(k => $"{isa.Helper}.Window({stream.Lane.Name}{Suffix(k)})"));
        writer.Line($"{isa.MaskType} windows = {string.Join(" & ", windows)};");
        List<string> moments = [.. Members.Select(k => Stream.SecondMoment.Lane.Name + Suffix(k))];
        if (moments.Count == 1)
        {
            moments.Add(moments[0]);
        }

        while (moments.Count > 1)
        {
            moments = [.. Enumerable.Range(0, moments.Count / 2).Select(k => $"{isa.Helper}.Least({moments[2 * k]}, {moments[(2 * k) + 1]})")];
        }

        writer.Line($"{isa.MaskType} least = {moments[0]};");
        using (writer.Block($"if (!{isa.Helper}.AreOrdinary(windows, least, scalars.EveryLaneIsOrdinary))"))
        {
            writer.Line($"Flushing(in streams, in scalars, i, i + {step});");
            writer.Line("continue;");
        }
    }

    /// <summary>The same stages, one vector at a time, every operation flushed.</summary>
    private void EmitFlushing()
    {
        writer.Line("/// <summary>Whole vectors of any values, flushing operation by operation (S0.3).</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Block("private static void Flushing(in UpdateStreams streams, in StepScalars scalars, nuint start, nuint end)"))
        {
            EmitReferences();
            EmitBroadcasts(withFloors: true);
            writer.Line();
            using (writer.Block($"for (nuint i = start; i < end; i += {isa.Lanes})"))
            {
                foreach (Stream stream in plan.Streams)
                {
                    writer.Line($"{isa.VectorType} {stream.Lane.Name} = {isa.Helper}.Flush({isa.Load(stream.Name, "i")});");
                }

                foreach (Stage stage in plan.Stages)
                {
                    writer.Line();
                    EmitComment(stage);
                    writer.Line($"{stage.Target.Name} = {new Spelling.Flushing(isa).Print(stage.Value)};");
                }

                writer.Line();
                foreach (Stream stream in Written)
                {
                    writer.Line(isa.Store(stream.Lane.Name, stream.Name, "i"));
                }
            }
        }
    }

    private static readonly Stream[] AllStreams =
        [Stream.Variable, Stream.Gradient, Stream.FirstMoment, Stream.SecondMoment, Stream.LargestSecondMoment, Stream.Average];

    private IEnumerable<Stream> Written => plan.Streams.Where(stream => stream.IsWritten);

    private IEnumerable<int> Members => Enumerable.Range(0, isa.Group);

    private string Suffix(int member) => isa.Group > 1 ? $"{member}" : "";

    private string Index(int member) => member == 0 ? "i" : $"i + {member * isa.Lanes}";

    private void ForEachMember(Func<int, string> line)
    {
        foreach (int member in Members)
        {
            writer.Line(line(member));
        }
    }

    private void EmitComment(Stage stage) => writer.Line($"// {Spelling.Formula(stage)}: {stage.Title} ({stage.Source})");

    private void EmitReferences()
    {
        foreach (Stream stream in plan.Streams)
        {
            writer.Line($"ref float {stream.Name} = ref streams.{stream.Property};");
        }
    }

    private void EmitBroadcasts(bool withFloors)
    {
        foreach (string number in _scalars.Numbers)
        {
            writer.Line($"{isa.VectorType} {number} = {isa.Broadcast(Property(number))};");
        }

        foreach (string mask in _scalars.Masks)
        {
            writer.Line($"{isa.MaskType} {mask} = {isa.Broadcast(Property(mask))};");
        }

        if (withFloors)
        {
            foreach (string factor in _scalars.Factors)
            {
                writer.Line($"{isa.MaskType} {factor}Floor = {isa.Broadcast(Property(factor) + "Floor")};");
            }
        }
    }

    private static string Property(string number) => number == "negativeLimit"
        ? "-scalars.Limit"
        : "scalars." + char.ToUpperInvariant(number[0]) + number.Substring(1);
}
