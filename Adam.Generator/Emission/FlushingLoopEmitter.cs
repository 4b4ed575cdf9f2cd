using System;
using System.Linq;
using Adam.Generator.Planning;

namespace Adam.Generator.Emission;

/// <summary>The same stages, every operation flushed: whole groups first, then single vectors.</summary>
internal sealed class FlushingLoopEmitter(SourceWriter writer, UpdatePlan plan, Isa isa) : LoopEmitter(writer, plan, isa)
{
    public void Emit()
    {
        Writer.Line("/// <summary>");
        Writer.Line("/// Whole vectors of any values, flushing operation by operation (S0.3). Returns where it stops: at the end, or at a group of");
        Writer.Line("/// ordinary lanes when it is asked to.");
        Writer.Line("/// </summary>");
        Writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (Writer.Block("private static nuint Flushing(in UpdateStreams streams, in StepScalars scalars, nuint start, nuint end, bool returnAtOrdinary)"))
        {
            EmitReferences();
            EmitBroadcasts(withFloors: true);
            Writer.Line("nuint i = start;");
            if (Isa.Group > 1)
            {
                EmitLoop(Isa.Group);
                Writer.Line();
            }

            EmitLoop(1);
            Writer.Line();
            Writer.Line("return i;");
        }
    }

    private void EmitLoop(int members)
    {
        int step = members * Isa.Lanes;
        var suffix = Suffix(members);
        using (Writer.Block($"for (; i + {step} <= end; i += {step})"))
        {
            foreach (Stream stream in Plan.Streams)
            {
                Lines(members, k => $"{Isa.VectorType} {stream.Lane.Name}{suffix(k)} = {Isa.Helper}.Flush({Isa.Load(stream.Name, Index(k))});");
            }

            Writer.Line();
            new GroupCheck(Writer, Plan, Isa, members).EmitForFlushingLoop();
            foreach (Stage stage in Plan.Stages)
            {
                Writer.Line();
                EmitComment(stage);
                if (stage.Value is Difference { Left: Lane, Right: Quotient { Left: Product numerator, Right: RootPlus root } })
                {
                    EmitUpdate(members, stage.Target, numerator, root);
                }
                else
                {
                    Lines(members, k => $"{stage.Target.Name}{suffix(k)} = {Flushed(members, k).Print(stage.Value)};");
                }
            }

            EmitStores(members, Index);
        }
    }

    /// <summary>The update, with a shortcut for decayed state, where every numerator is zero.</summary>
    private void EmitUpdate(int members, Lane target, Product numerator, RootPlus root)
    {
        var suffix = Suffix(members);
        Lines(members, k => $"{Isa.VectorType} n{suffix(k)} = {Flushed(members, k).Print(numerator)};");
        string numerators = string.Join(" | ", Enumerable.Range(0, members).Select(k => $"{Isa.Helper}.Bits(n{suffix(k)})"));
        string largest = GroupCheck.Fold(Isa, "Upper", Enumerable.Range(0, members).Select(k => root.Operand.Name + suffix(k)));
        using (Writer.Block($"if (scalars.EpsilonIsPositive && {Isa.Helper}.QuotientsVanish({numerators}, {largest}))"))
        {
            Writer.Line("// Decayed state: every quotient is the zero that its numerator is.");
            Lines(members, k => $"{target.Name}{suffix(k)} = {target.Name}{suffix(k)} - n{suffix(k)};");
        }

        using (Writer.Block("else"))
        {
            Lines(members, k =>
            {
                string divisor = Flushed(members, k).Print(root);
                return $"{target.Name}{suffix(k)} = {Isa.Helper}.Flush({target.Name}{suffix(k)} - {Isa.Helper}.Quotient(n{suffix(k)}, {divisor}));";
            });
        }
    }

    private Spelling.Flushing Flushed(int members, int member) => new(Isa, Suffix(members)(member));
}
