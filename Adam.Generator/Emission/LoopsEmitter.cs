using Adam.Generator.Planning;

namespace Adam.Generator.Emission;

/// <summary>Everything of a file that computes: the dispatcher, the loop, an instruction set each, and the constants that these use.</summary>
internal static class LoopsEmitter
{
    public static void Emit(SourceWriter writer, UpdatePlan plan)
    {
        EmitDispatcher(writer, plan);
        writer.Line();
        new LoopEmitter(writer, plan).Emit();
        writer.Line();
        new InterfaceEmitter(writer, plan).Emit();
        writer.Line();
        new NumbersEmitter(writer, plan).EmitStructures();
        var constants = new Constants(plan.Element);
        foreach (Isa isa in Isa.All)
        {
            writer.Line();
            new LanesEmitter(writer, plan, isa, new Operations(isa, plan.Element, constants)).Emit();
        }

        writer.Line();
        constants.Emit(writer);
    }

    private static void EmitDispatcher(SourceWriter writer, UpdatePlan plan)
    {
        writer.Line("/// <summary>Chooses the loop. What a compiler knows to be unsupported, it leaves out with its loop.</summary>");
        using (writer.Block($"{OptimizerEmitter.GeneratedCode} file static class Loops"))
        using (writer.Block("public static void Run(global::Adam.InstructionSet set, in UpdateStreams streams, in StepScalars scalars)"))
        {
            string branch = "if";
            foreach (Isa isa in Isa.All)
            {
                string condition = isa.Condition.Length == 0 ? "else" : $"{branch} (set == global::Adam.InstructionSet.{isa.Name} && {isa.Condition})";
                using (writer.Block(condition))
                {
                    writer.Line($"{isa.Loop(plan.Element)}.Run(in streams, in scalars);");
                }

                branch = "else if";
            }
        }
    }
}
