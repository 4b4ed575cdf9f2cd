using System;
using System.Linq;
using Adam.Generator.Planning;

namespace Adam.Generator.Emission;

/// <summary>
/// The plain loop: load every stream of a group, check, compute, store; then the vectors that no group is left for, in the same
/// way one at a time, and the one at the end.
/// </summary>
internal sealed class PlainLoopEmitter(SourceWriter writer, UpdatePlan plan, Isa isa) : LoopEmitter(writer, plan, isa)
{
    private bool IsVector => Isa.Narrower is not null;

    public void Emit()
    {
        Writer.Line("/// <summary>All elements: groups of ordinary lanes in plain arithmetic, everything else flushing.</summary>");
        Writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (Writer.Block("public static void Update(in UpdateStreams streams, in StepScalars scalars)"))
        {
            Writer.Line("nuint length = streams.Length;");
            if (IsVector)
            {
                EmitShort();
            }

            EmitReferences();
            EmitLast();
            EmitInexact();
            EmitBroadcasts(withFloors: false);
            EmitReciprocals();
            Writer.Line("nuint i = 0;");
            if (Isa.Group > 1)
            {
                EmitGroups();
                Writer.Line();
            }

            EmitSingles();
        }
    }

    private void EmitShort()
    {
        using (Writer.Block($"if (length < {Isa.Lanes})"))
        {
            Writer.Line($"{Isa.Narrower!.Kernel}.Update(in streams, in scalars);");
            Writer.Line("return;");
        }

        Writer.Line();
    }

    /// <summary>The vector that ends where the arrays end, which a single vector at a time has no use for.</summary>
    private void EmitLast()
    {
        if (!IsVector)
        {
            Writer.Line("nuint whole = length;");
            return;
        }

        Writer.Line();
        Writer.Line("// Where vectors do not come out even, the last one overlaps the one before it. It is loaded before anything is stored and");
        Writer.Line("// stored after everything else, so the lanes that lie in both take one step, twice computed from the same elements.");
        Writer.Line($"nuint whole = length & ~(nuint){Isa.Lanes - 1};");
        Writer.Line($"nuint last = length - {Isa.Lanes};");
        foreach (Stream stream in Plan.Streams)
        {
            Writer.Line($"{Isa.VectorType} {Last(stream)} = {Isa.Load(stream.Name, "last")};");
        }
    }

    private void EmitInexact()
    {
        Writer.Line();
        using (Writer.Block("if (!scalars.FastPathIsExact)"))
        {
            Writer.Line("Flushing(in streams, in scalars, 0, whole, returnAtOrdinary: false);");
            if (IsVector)
            {
                using (Writer.Block("if (whole < length)"))
                {
                    Writer.Line($"FlushLast(in streams, in scalars, {string.Join(", ", Plan.Streams.Select(Last))});");
                }

                Writer.Line();
            }

            Writer.Line("return;");
        }

        Writer.Line();
    }

    private void EmitGroups()
    {
        int step = Isa.Group * Isa.Lanes;
        using (Writer.Block($"while (i + {step} <= length)"))
        {
            EmitFetches(step);
            Writer.Line("// Every stream of the group is loaded before the first store: arrays at equal page offsets would stall it.");
            foreach (Stream stream in Plan.Streams)
            {
                Lines(Isa.Group, k => $"{Isa.VectorType} {stream.Lane.Name}{k} = {Isa.Load(stream.Name, Index(k))};");
            }

            EmitBody(Isa.Group, Index, EmitFlush);
            Writer.Line($"i += {step};");
        }
    }

    private void EmitSingles()
    {
        using (Writer.Block("while (i < length)"))
        {
            if (!IsVector)
            {
                foreach (Stream stream in Plan.Streams)
                {
                    Writer.Line($"{Isa.VectorType} {stream.Lane.Name} = {Isa.Load(stream.Name, "i")};");
                }

                EmitBody(1, _ => "i", EmitFlush);
                Writer.Line("i++;");
                return;
            }

            EmitFetches(Isa.Lanes);
            Writer.Line("// One vector at a time, and behind the last whole one that which was loaded first.");
            foreach (Stream stream in Plan.Streams)
            {
                Writer.Line($"{Isa.VectorType} {stream.Lane.Name} = {Last(stream)};");
            }

            Writer.Line("nuint at = last;");
            using (Writer.Block("if (i < whole)"))
            {
                foreach (Stream stream in Plan.Streams)
                {
                    Writer.Line($"{stream.Lane.Name} = {Isa.Load(stream.Name, "i")};");
                }

                Writer.Line("at = i;");
            }

            EmitBody(1, _ => "at", () =>
            {
                using (Writer.Block("if (i < whole)"))
                {
                    EmitFlush();
                }

                Writer.Line();
                Writer.Line($"FlushLast(in streams, in scalars, {string.Join(", ", Plan.Streams.Select(stream => stream.Lane.Name))});");
                Writer.Line("return;");
            });
            Writer.Line($"i += {Isa.Lanes};");
        }
    }

    private void EmitFlush()
    {
        Writer.Line("i = Flushing(in streams, in scalars, i, whole, returnAtOrdinary: true);");
        Writer.Line("continue;");
    }

    /// <summary>Check, stages and stores of the members of a group, whose streams are loaded.</summary>
    private void EmitBody(int members, Func<int, string> index, Action flush)
    {
        var suffix = Suffix(members);
        Writer.Line();
        new GroupCheck(Writer, Plan, Isa, members).EmitForPlainLoop(flush);
        foreach (Stage stage in Plan.Stages)
        {
            Writer.Line();
            EmitComment(stage);
            if (members > 1 && Isa.SharesRoots && stage.Value is Difference { Right: Quotient { Right: RootPlus } })
            {
                Writer.Line("// Every second root is taken beside the divider where that is slow: it and the multiply-adds then have equally much to do.");
            }

            Lines(members, k => $"{stage.Target.Name}{suffix(k)} = {new Spelling.Plain(Isa, suffix(k), k).Print(stage.Value)};");
        }

        EmitStores(members, index);
        Writer.Line();
    }

    private void EmitFetches(int step)
    {
        const int LineElements = 16;
        using (Writer.Block("if (scalars.FetchesAhead)"))
        {
            foreach (Stream stream in Plan.Streams)
            {
                Writer.Line($"Ahead.Fetch(ref {stream.Name}, i, {Math.Max(1, step / LineElements)});");
            }
        }

        Writer.Line();
    }

    private static string Last(Stream stream) => "last" + stream.Lane.Name.ToUpperInvariant();
}
