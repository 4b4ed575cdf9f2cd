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
    private readonly GroupCheck _check = new(writer, plan, isa);

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
            writer.Line($"Flushing(in end, in scalars, 0, {isa.Lanes}, returnAtOrdinary: false);");
            foreach (Stream stream in Written)
            {
                writer.Line(isa.Store(stream.Lane.Name, "streams." + stream.Property, "last"));
            }
        }
    }

    /// <summary>The plain loop, with the check in front of each group.</summary>
    private void EmitGroups()
    {
        string header = isa.Narrower is null ? "public static void Update(in UpdateStreams streams, in StepScalars scalars)"
            : "private static void Groups(in UpdateStreams streams, in StepScalars scalars, nuint end)";
        writer.Line("/// <summary>Whole vectors: groups of ordinary lanes in plain arithmetic, everything else flushing.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Block(header))
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
                using (writer.Block($"while (i + {Step} <= end)"))
                {
                    writer.Line("// Every stream of the group is loaded before the first store: arrays at equal page offsets would stall it.");
                    foreach (Stream stream in plan.Streams)
                    {
                        Lines(isa.Group, k => $"{isa.VectorType} {Member(stream, k)} = {isa.Load(stream.Name, Index(k))};");
                    }

                    writer.Line();
                    _check.EmitForPlainLoop();
                    foreach (Stage stage in plan.Stages)
                    {
                        writer.Line();
                        EmitComment(stage);
                        Lines(isa.Group, k => $"{Member(stage.Target, k)} = {new Spelling.Plain(isa, Suffix(k)).Print(stage.Value)};");
                    }

                    writer.Line();
                    foreach (Stream stream in Written)
                    {
                        Lines(isa.Group, k => isa.Store(Member(stream, k), stream.Name, Index(k)));
                    }

                    writer.Line();
                    writer.Line($"i += {Step};");
                }
            }

            writer.Line();
            writer.Line("Flushing(in streams, in scalars, i, end, returnAtOrdinary: false);");
        }
    }

    /// <summary>The same stages, every operation flushed: whole groups first, then single vectors.</summary>
    private void EmitFlushing()
    {
        writer.Line("/// <summary>");
        writer.Line("/// Whole vectors of any values, flushing operation by operation (S0.3). Returns where it stops: at the end, or at a group of");
        writer.Line("/// ordinary lanes when it is asked to.");
        writer.Line("/// </summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Block("private static nuint Flushing(in UpdateStreams streams, in StepScalars scalars, nuint start, nuint end, bool returnAtOrdinary)"))
        {
            EmitReferences();
            EmitBroadcasts(withFloors: true);
            writer.Line("nuint i = start;");
            using (writer.Block($"for (; i + {Step} <= end; i += {Step})"))
            {
                EmitFlushingLoads(isa.Group, Suffix);
                writer.Line();
                _check.EmitForFlushingLoop();
                EmitFlushingStages(isa.Group, Suffix);
            }

            if (isa.Group > 1)
            {
                writer.Line();
                using (writer.Block($"for (; i < end; i += {isa.Lanes})"))
                {
                    EmitFlushingLoads(1, k => "");
                    EmitFlushingStages(1, k => "");
                }
            }

            writer.Line();
            writer.Line("return i;");
        }
    }

    private void EmitFlushingLoads(int members, Func<int, string> suffix)
    {
        foreach (Stream stream in plan.Streams)
        {
            Lines(members, k => $"{isa.VectorType} {stream.Lane.Name}{suffix(k)} = {isa.Helper}.Flush({isa.Load(stream.Name, Index(k))});");
        }
    }

    private void EmitFlushingStages(int members, Func<int, string> suffix)
    {
        foreach (Stage stage in plan.Stages)
        {
            writer.Line();
            EmitComment(stage);
            if (members > 1 && stage.Value is Difference { Left: Lane left, Right: Quotient { Left: Product numerator, Right: RootPlus root } })
            {
                EmitFlushingUpdate(members, suffix, left, numerator, root);
                continue;
            }

            Lines(members, k => $"{stage.Target.Name}{suffix(k)} = {new Spelling.Flushing(isa, suffix(k)).Print(stage.Value)};");
        }

        writer.Line();
        foreach (Stream stream in Written)
        {
            Lines(members, k => isa.Store(stream.Lane.Name + suffix(k), stream.Name, Index(k)));
        }
    }

    /// <summary>The update, with a shortcut for decayed state, where every numerator is zero.</summary>
    private void EmitFlushingUpdate(int members, Func<int, string> suffix, Lane target, Product numerator, RootPlus root)
    {
        Lines(members, k => $"{isa.VectorType} n{suffix(k)} = {new Spelling.Flushing(isa, suffix(k)).Print(numerator)};");
        string numerators = string.Join(" | ", Enumerable.Range(0, members).Select(k => $"{isa.Helper}.Bits(n{suffix(k)})"));
        string largest = Fold("Upper", Enumerable.Range(0, members).Select(k => root.Operand.Name + suffix(k)));
        using (writer.Block($"if (scalars.EpsilonIsPositive && {isa.Helper}.QuotientsVanish({numerators}, {largest}))"))
        {
            writer.Line("// Decayed state: every quotient is the zero that its numerator is.");
            Lines(members, k => $"{target.Name}{suffix(k)} = {target.Name}{suffix(k)} - n{suffix(k)};");
        }

        using (writer.Block("else"))
        {
            Lines(members, k =>
            {
                string divisor = new Spelling.Flushing(isa, suffix(k)).Print(root);
                return $"{target.Name}{suffix(k)} = {isa.Helper}.Flush({target.Name}{suffix(k)} - {isa.Helper}.Quotient(n{suffix(k)}, {divisor}));";
            });
        }
    }

    private static readonly Stream[] AllStreams =
        [Stream.Variable, Stream.Gradient, Stream.FirstMoment, Stream.SecondMoment, Stream.LargestSecondMoment, Stream.Average];

    private IEnumerable<Stream> Written => plan.Streams.Where(stream => stream.IsWritten);

    private int Step => isa.Group * isa.Lanes;

    /// <summary>Joins names pairwise by a function of two, as a tree.</summary>
    private string Fold(string function, IEnumerable<string> names) => GroupCheck.Fold(isa, function, names);

    private string Suffix(int member) => isa.Suffix(member);

    private string Member(Lane lane, int member) => lane.Name + Suffix(member);

    private string Member(Stream stream, int member) => Member(stream.Lane, member);

    private string Index(int member) => member == 0 ? "i" : $"i + {member * isa.Lanes}";

    private void Lines(int members, Func<int, string> line)
    {
        for (int member = 0; member < members; member++)
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
