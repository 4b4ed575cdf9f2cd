using System;
using System.Collections.Generic;
using System.Linq;
using Adam.Generator.Planning;

namespace Adam.Generator.Emission;

/// <summary>The loop, which all instruction sets share: groups of vectors, then the vectors that no group is left for.</summary>
internal sealed class LoopEmitter(SourceWriter writer, UpdatePlan plan)
{
    private const string Type = "TNumber";

    private static readonly string[] Four = ["0", "1", "2", "3"];
    private static readonly string[] Pair = ["0", "1"];
    private static readonly string[] Single = [""];

    /// <summary>A single vector, where two are asked for.</summary>
    private static readonly string[] Twice = ["", ""];

    private readonly Signatures _signatures = new(plan, Type, "TWord");

    private string[] FlushGroup => Isa.All.Any(isa => isa.GroupFor(plan.Streams.Count) == Four.Length) ? Four : Pair;

    private string Keyword => plan.Element.Keyword;

    public void Emit()
    {
        writer.Line("/// <summary>The loop of every instruction set: groups of vectors, then single ones, then the one at the end.</summary>");
        writer.Line("/// <remarks>");
        writer.Line("/// There are two loops, because .NET cannot tell a processor to flush subnormal numbers: the plain one runs where flushing provably changes no bit, the");
        writer.Line("/// flushing one, which is slower, everywhere else. The proof is in docs/numerics.md of the package.");
        writer.Line("/// </remarks>");
        using (writer.Block($"{OptimizerEmitter.GeneratedCode} file static class Loop<TLanes, TNumber, TWord> where TLanes : struct, ILanes<TNumber, TWord>"))
        {
            EmitPlain();
            writer.Line();
            EmitFlushing();
            writer.Line();
            EmitFlushLast();
            writer.Line();
            new NumbersEmitter(writer, plan).EmitReading();
            writer.Line();
            EmitFetch();
        }
    }

    private void EmitPlain()
    {
        writer.Line("[MethodImpl(AggressiveOptimization)]");
        using (writer.Block("public static void Run(in UpdateStreams streams, in StepScalars scalars)"))
        using (writer.Block("unchecked"))
        {
            writer.Line("nuint length = streams.Length, lanes = (nuint)TLanes.Count, whole = length & ~(lanes - 1), last = length - lanes;");
            using (writer.Block("if (length < lanes)"))
            {
                writer.Line("TLanes.RunNarrower(in streams, in scalars);");
                writer.Line("return;");
            }

            writer.Line();
            EmitReferences();
            writer.Line();
            writer.Line("// Where vectors do not come out even, the last one overlaps the one before it. It is loaded before anything is stored and stored after everything");
            writer.Line("// else, so the lanes that lie in both take one step, twice computed from the same elements.");
            writer.Line($"{Type} {Each(plan.Streams, stream => $"{Last(stream)} = TLanes.Load(ref {stream.Name}, last)")};");
            using (writer.Block("if (!scalars.FastPathIsExact)"))
            {
                writer.Line("Flushing(in streams, in scalars, 0, whole, returnAtOrdinary: false);");
                using (writer.Block("if (whole < length)"))
                {
                    writer.Line($"FlushLast(in streams, in scalars, {Each(plan.Streams, Last)});");
                }

                writer.Line();
                writer.Line("return;");
            }

            writer.Line();
            writer.Line("Numbers<TNumber, TWord> n = Read(in scalars);");
            writer.Line("nuint i = 0;");
            EmitGroups();
            writer.Line();
            EmitSingles();
        }
    }

    /// <summary>The groups; a comparison of types is folded before anything else is compiled, so that each set has one of the loops only.</summary>
    private void EmitGroups()
    {
        string[] large = [.. Isa.All.Where(isa => isa.GroupFor(plan.Streams.Count) == Four.Length).Select(isa => $"typeof(TLanes) == typeof({isa.Lanes})")];
        if (large.Length == 0)
        {
            EmitGroups(Pair);
            return;
        }

        using (writer.Block($"if ({string.Join(" || ", large)})"))
        {
            EmitGroups(Four);
        }

        using (writer.Block("else"))
        {
            EmitGroups(Pair);
        }
    }

    private void EmitGroups(string[] members)
    {
        string step = $"{members.Length} * lanes";
        using (writer.Block($"while (i + ({step}) <= length)"))
        {
            EmitFetches(members.Length);
            writer.Line("// Every stream of the group is loaded before the first store: arrays at equal page offsets would stall it.");
            EmitLoads(members, "");
            using (writer.Block($"if (!TLanes.AreSet({Ask("Common", members, Signatures.AskedFirst(plan))}))"))
            {
                if (!plan.MovesZeros)
                {
                    using (writer.Block($"if (scalars.ZerosStandStill && TLanes.AreSet({Ask("Still", members, plan.Streams)}))"))
                    {
                        writer.Line($"i += {step};");
                        writer.Line("continue;");
                    }

                    writer.Line();
                }

                writer.Line($"if ((!scalars.ZerosAreExact || !TLanes.AreSet({Ask("Harmless", members, plan.Streams, ", in scalars")}))");
                using (writer.Block($"    && !TLanes.AreSet({Ask("Ordinary", members, Signatures.AskedLast(plan))}))"))
                {
                    writer.Line("i = Flushing(in streams, in scalars, i, whole, returnAtOrdinary: true);");
                    writer.Line("continue;");
                }
            }

            EmitStages(members, isFlushing: false);
            EmitStores(members, "i");
            writer.Line($"i += {step};");
        }
    }

    private void EmitSingles()
    {
        using (writer.Block("while (i < length)"))
        {
            EmitFetches(1);
            writer.Line("// One vector at a time, and behind the last whole one that which was loaded first.");
            writer.Line($"{Type} {Each(plan.Streams, stream => $"{stream.Lane.Name} = {Last(stream)}")};");
            writer.Line("nuint at = last;");
            using (writer.Block("if (i < whole)"))
            {
                writer.SideBySide([.. plan.Streams.Select(stream => $"{stream.Lane.Name} = TLanes.Load(ref {stream.Name}, i);")]);
                writer.Line("at = i;");
            }

            writer.Line();
            writer.Line($"if (!TLanes.AreSet({Ask("Common", Twice, Signatures.AskedFirst(plan))})");
            writer.Line($"    && (!scalars.ZerosAreExact || !TLanes.AreSet({Ask("Harmless", Twice, plan.Streams, ", in scalars")}))");
            using (writer.Block($"    && !TLanes.AreSet({Ask("Ordinary", Twice, Signatures.AskedLast(plan))}))"))
            {
                using (writer.Block("if (i < whole)"))
                {
                    writer.Line("i = Flushing(in streams, in scalars, i, whole, returnAtOrdinary: true);");
                    writer.Line("continue;");
                }

                writer.Line();
                writer.Line($"FlushLast(in streams, in scalars, {Names(plan.Streams)});");
                writer.Line("return;");
            }

            EmitStages(Single, isFlushing: false);
            writer.Lines(plan.Written.Select(stream => $"TLanes.Store({stream.Lane.Name}, ref {stream.Name}, at);"));
            writer.Line("i += lanes;");
        }
    }

    private void EmitFlushing()
    {
        writer.Line("/// <summary>Whole vectors of any values, flushing (S0.3). Returns where it stops: at the end, or before ordinary lanes if it is asked to, but not where it starts.</summary>");
        writer.Line("[MethodImpl(AggressiveOptimization)]");
        using (writer.Block("private static nuint Flushing(in UpdateStreams streams, in StepScalars scalars, nuint start, nuint end, bool returnAtOrdinary)"))
        using (writer.Block("unchecked"))
        {
            EmitReferences();
            writer.Line("Numbers<TNumber, TWord> n = Read(in scalars);");
            writer.Line("Floors<TWord> f = ReadFloors(in scalars);");
            writer.Line("nuint lanes = (nuint)TLanes.Count, i = start;");
            string[] members = FlushGroup;
            using (writer.Block($"for (; i + ({members.Length} * lanes) <= end; i += {members.Length} * lanes)"))
            {
                EmitLoads(members, "Flush");
                EmitReturn(Ask("Ordinary", members, Signatures.AskedLast(plan)));
                EmitStages(members, isFlushing: true);
                EmitStores(members, "i");
            }

            writer.Line();
            using (writer.Block("for (; i < end; i += lanes)"))
            {
                writer.Line($"{Type} {Each(plan.Streams, stream => $"{stream.Lane.Name} = TLanes.Flush(TLanes.Load(ref {stream.Name}, i))")};");
                EmitReturn(Ask("Ordinary", Twice, Signatures.AskedLast(plan)));
                EmitStages(Single, isFlushing: true);
                writer.Lines(plan.Written.Select(stream => $"TLanes.Store({stream.Lane.Name}, ref {stream.Name}, i);"));
            }

            writer.Line();
            writer.Line("return i;");
        }
    }

    private void EmitReturn(string ordinary)
    {
        using (writer.Block($"if (returnAtOrdinary && i > start && TLanes.AreSet({ordinary}))"))
        {
            writer.Line("return i;");
        }
    }

    /// <summary>The last vector where it overlaps the one before it, flushing: an array of one vector, then stored in its place.</summary>
    private void EmitFlushLast()
    {
        writer.Line("/// <summary>The last vector, as it was before anything was stored, flushing.</summary>");
        writer.Line("[MethodImpl(NoInlining)]");
        using (writer.Block($"private static void FlushLast(in UpdateStreams streams, in StepScalars scalars, {Each(plan.Streams, stream => $"{Type} {stream.Lane.Name}")})"))
        {
            string Vector(Stream stream) => plan.Streams.Contains(stream)
                ? $"ref Unsafe.As<{Type}, {Keyword}>(ref {stream.Lane.Name})"
                : $"ref streams.{stream.Property}";
            writer.Line("nuint lanes = (nuint)TLanes.Count, last = streams.Length - lanes;");
            writer.Line("var vector = new UpdateStreams(");
            writer.Line($"    {Each(Stream.All, Vector)}, lanes);");
            writer.Line("Flushing(in vector, in scalars, 0, lanes, returnAtOrdinary: false);");
            writer.SideBySide([.. plan.Written.Select(stream => $"TLanes.Store({stream.Lane.Name}, ref streams.{stream.Property}, last);")]);
        }
    }

    private void EmitFetch()
    {
        writer.Line("/// <summary>Asks for the memory that is needed soon, by lines of 64 bytes.</summary>");
        writer.Line("[MethodImpl(AggressiveInlining)]");
        using (writer.Block($"private static void Fetch({Each(plan.Streams, stream => $"ref {Keyword} {stream.Name}")}, nuint i, int vectors)"))
        {
            writer.Line($"int lines = Math.Max(1, vectors * TLanes.Count * {plan.Element.Bytes} / 64);");
            writer.SideBySide([.. plan.Streams.Select(stream => $"Ahead.Fetch(ref {stream.Name}, i, lines);")]);
        }
    }

    private void EmitFetches(int vectors)
    {
        using (writer.Block("if (scalars.FetchesAhead)"))
        {
            writer.Line($"Fetch({Each(plan.Streams, stream => "ref " + stream.Name)}, i, {vectors});");
        }

        writer.Line();
    }

    private void EmitReferences() =>
        writer.Lines(plan.Streams.Select(stream => $"ref {Keyword} {stream.Name} = ref streams.{stream.Property};"));

    private void EmitLoads(string[] members, string function)
    {
        string Load(Stream stream, int member) => function.Length == 0
            ? $"TLanes.Load(ref {stream.Name}, {Index(member)})"
            : $"TLanes.{function}(TLanes.Load(ref {stream.Name}, {Index(member)}))";
        writer.Lines(plan.Streams.Select(stream => $"{Type} {string.Join(", ", members.Select((member, k) => $"{stream.Lane.Name}{member} = {Load(stream, k)}"))};"));
    }

    private void EmitStores(string[] members, string index)
    {
        foreach (Stream stream in plan.Written)
        {
            writer.SideBySide([.. members.Select((member, k) => $"TLanes.Store({stream.Lane.Name}{member}, ref {stream.Name}, {(k == 0 ? index : Index(k))});")]);
        }
    }

    /// <summary>The stages under their formulas, each over all members: operations that do not wait for each other stand side by side.</summary>
    private void EmitStages(string[] members, bool isFlushing)
    {
        for (int k = 0; k < plan.Stages.Count; k++)
        {
            Stage stage = plan.Stages[k];
            writer.Line();
            writer.Line($"// {k + 1}. {Spelling.Formula(stage)}");
            if (isFlushing && stage is UpdateStage update)
            {
                EmitFlushingUpdate(update, members);
                continue;
            }

            if (members.Length > Pair.Length && stage is UpdateStage)
            {
                writer.Line("// Every second root is taken beside the divider where that is slow: it and the multiply-adds then have equally much to do.");
            }

            writer.SideBySide([.. members.Select((member, k) => isFlushing
                ? $"{stage.Target.Name}{member} = TLanes.{stage.Role}Flushed({_signatures.FlushingArguments(stage, member)});"
                : $"{stage.Target.Name}{member} = TLanes.{stage.Role}({_signatures.PlainArguments(stage, member, members.Length > Pair.Length && k % 2 == 1)});")]);
        }

        writer.Line();
    }

    /// <summary>With a shortcut for decayed state, where every numerator is a zero and so is its quotient.</summary>
    private void EmitFlushingUpdate(UpdateStage update, string[] members)
    {
        string operand = update.Divisor.Operand.Name;
        string Numerator(string member) => $"q{member} = TLanes.Numerator({((Lane)update.Numerator.Left).Name}{member}, in n, in f)";
        string Vanishes(string member) => $"TLanes.Vanishes(q{member}, {operand}{member})";
        writer.Line($"{Type} {string.Join(", ", members.Select(Numerator))};");
        string vanish = members.Select(Vanishes).Aggregate((left, right) => $"TLanes.And({left}, {right})");
        using (writer.Block($"if (!scalars.EpsilonIsPositive || !TLanes.AreSet({vanish}))"))
        {
            writer.SideBySide([.. members.Select(member => $"q{member} = TLanes.Divided(q{member}, {operand}{member}, in n);")]);
        }

        writer.Line();
        writer.SideBySide([.. members.Select(member => $"{update.Target.Name}{member} = TLanes.Taken({update.Target.Name}{member}, q{member});")]);
    }

    private static string Index(int member) => member switch { 0 => "i", 1 => "i + lanes", _ => $"i + ({member} * lanes)" };

    /// <summary>A question's answers for all members of a group, two and two.</summary>
    private static string Ask(string question, string[] members, IEnumerable<Stream> streams, string more = "")
    {
        string Two(int k) => $"TLanes.{question}({string.Join(", ", members.Skip(k).Take(2).SelectMany(member => streams.Select(stream => stream.Lane.Name + member)))}{more})";
        return members.Length == 2 ? Two(0) : $"TLanes.And({Two(0)}, {Two(2)})";
    }

    private static string Each(IEnumerable<Stream> streams, Func<Stream, string> text) => string.Join(", ", streams.Select(text));

    private static string Names(IEnumerable<Stream> streams) => Each(streams, stream => stream.Lane.Name);

    private static string Last(Stream stream) => "last" + stream.Lane.Name.ToUpperInvariant();
}
