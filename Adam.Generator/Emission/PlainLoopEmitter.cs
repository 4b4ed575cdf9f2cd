using Adam.Generator.Planning;

namespace Adam.Generator.Emission;

/// <summary>
/// The plain loop: load every stream of a group, check, compute, store; then the vectors that no group is left for, in the same
/// way one at a time.
/// </summary>
internal sealed class PlainLoopEmitter(SourceWriter writer, UpdatePlan plan, Isa isa) : LoopEmitter(writer, plan, isa)
{
    public void Emit()
    {
        string header = Isa.Narrower is null ? "public static void Update(in UpdateStreams streams, in StepScalars scalars)"
            : "private static void Groups(in UpdateStreams streams, in StepScalars scalars, nuint end)";
        Writer.Line("/// <summary>Whole vectors: groups of ordinary lanes in plain arithmetic, everything else flushing.</summary>");
        Writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (Writer.Block(header))
        {
            if (Isa.Narrower is null)
            {
                Writer.Line("nuint end = streams.Length;");
            }

            Writer.Line("nuint i = 0;");
            using (Writer.Block("if (scalars.FastPathIsExact)"))
            {
                EmitReferences();
                EmitBroadcasts(withFloors: false);
                if (Isa.Group > 1)
                {
                    EmitLoop(Isa.Group);
                }

                EmitLoop(1);
            }

            Writer.Line();
            using (Writer.Block("if (i < end)"))
            {
                Writer.Line("_ = Flushing(in streams, in scalars, i, end, returnAtOrdinary: false);");
            }
        }
    }

    private void EmitLoop(int members)
    {
        int step = members * Isa.Lanes;
        var suffix = Suffix(members);
        Writer.Line();
        using (Writer.Block($"while (i + {step} <= end)"))
        {
            if (members > 1)
            {
                EmitFetches(step);
                Writer.Line("// Every stream of the group is loaded before the first store: arrays at equal page offsets would stall it.");
            }

            foreach (Stream stream in Plan.Streams)
            {
                Lines(members, k => $"{Isa.VectorType} {stream.Lane.Name}{suffix(k)} = {Isa.Load(stream.Name, Index(k))};");
            }

            Writer.Line();
            new GroupCheck(Writer, Plan, Isa, members).EmitForPlainLoop();
            foreach (Stage stage in Plan.Stages)
            {
                Writer.Line();
                EmitComment(stage);
                Lines(members, k => $"{stage.Target.Name}{suffix(k)} = {new Spelling.Plain(Isa, suffix(k)).Print(stage.Value)};");
            }

            EmitStores(members);
            Writer.Line();
            Writer.Line($"i += {step};");
        }
    }

    private void EmitFetches(int step)
    {
        const int LineElements = 16;
        using (Writer.Block("if (scalars.FetchesAhead)"))
        {
            foreach (Stream stream in Plan.Streams)
            {
                Writer.Line($"Ahead.Fetch(ref {stream.Name}, i, {System.Math.Max(1, step / LineElements)});");
            }
        }

        Writer.Line();
    }
}
