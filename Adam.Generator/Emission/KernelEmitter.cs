using System.Linq;
using Adam.Generator.Planning;

namespace Adam.Generator.Emission;

/// <summary>
/// The loops of one instruction set, and the end of the array. Knows no formula and no instruction set.
/// </summary>
internal sealed class KernelEmitter(SourceWriter writer, UpdatePlan plan, Isa isa)
{
    private static readonly Stream[] AllStreams =
        [Stream.Variable, Stream.Gradient, Stream.FirstMoment, Stream.SecondMoment, Stream.LargestSecondMoment, Stream.Average];

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

            new PlainLoopEmitter(writer, plan, isa).Emit();
            writer.Line();
            new FlushingLoopEmitter(writer, plan, isa).Emit();
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
            writer.Line($"Groups(in end, in scalars, {isa.Lanes});");
            foreach (Stream stream in plan.Streams.Where(stream => stream.IsWritten))
            {
                writer.Line(isa.Store(stream.Lane.Name, "streams." + stream.Property, "last"));
            }
        }
    }
}
