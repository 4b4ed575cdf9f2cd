using Adam.Generator.Planning;

namespace Adam.Generator.Emission;

/// <summary>What the loop asks of an instruction set.</summary>
internal sealed class InterfaceEmitter(SourceWriter writer, UpdatePlan plan)
{
    public void Emit()
    {
        var signatures = new Signatures(plan, "TNumber", "TWord");
        writer.Line("/// <summary>An instruction set, as the loop sees it: vectors of numbers, and of words as wide as they are.</summary>");
        using (writer.Block("file interface ILanes<TNumber, TWord>"))
        {
            writer.Line("static abstract int Count { get; } // Numbers of a vector.");
            Member(signatures.Load);
            Member(signatures.Store);
            Member(signatures.AllNumbers);
            Member(signatures.AllWords);
            Member(signatures.And);
            Member(signatures.AreSet, "The sign bits of all lanes, which answer the questions below.");
            Member(Signatures.RunNarrower, "The loop for arrays shorter than one vector.");
            writer.Line();
            writer.Line($"// Does flushing change nothing? What nearly all lanes are: variables in their window, moments in [{Constants.PowerOfTwo(plan.Element.Format.Window)}, 2).");
            Member(signatures.Common);
            if (!plan.MovesZeros)
            {
                writer.Line("// Without gradient and moments nothing moves: rows that nobody touched.");
                Member(signatures.Still);
            }

            writer.Line("// Zeros are harmless beside gradients that are zero or not tiny: dead units, fresh biases.");
            Member(signatures.Harmless);
            writer.Line("// Beside moments that are not zero any gradient is harmless, and so are larger moments.");
            Member(signatures.Ordinary);
            writer.Line();
            writer.Line("// The stages, plain and flushing.");
            foreach (Stage stage in plan.Stages)
            {
                Member(signatures.Plain(stage));
                if (stage is UpdateStage update)
                {
                    Member(signatures.Numerator(update));
                    Member(signatures.Vanishes(update), "In decayed state a quotient is the zero that its numerator is.");
                    Member(signatures.Quotient(update));
                    Member(signatures.Taken(update));
                }
                else
                {
                    Member(signatures.Flushing(stage));
                }
            }

            Member(signatures.Flush);
        }
    }

    private void Member(string declaration, string comment = "") =>
        writer.Line($"static abstract {declaration};{(comment.Length > 0 ? " // " + comment : "")}");
}
