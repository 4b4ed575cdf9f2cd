using System.Linq;
using Adam.Generator.Planning;

namespace Adam.Generator.Emission;

/// <summary>
/// The class with the loops of one instruction set. Knows no formula and no instruction set.
/// </summary>
internal sealed class KernelEmitter(SourceWriter writer, UpdatePlan plan, Isa isa)
{
    private static readonly Stream[] AllStreams =
        [Stream.Variable, Stream.Gradient, Stream.FirstMoment, Stream.SecondMoment, Stream.LargestSecondMoment, Stream.Average];

    public void Emit()
    {
        writer.Line($"/// <summary>The update with {isa.Title}{(isa.Lanes > 1 ? $", {isa.Group} of {isa.Lanes} lanes in a group" : "")}.</summary>");
        using (writer.Block($"file static class {isa.Kernel}"))
        {
            new PlainLoopEmitter(writer, plan, isa).Emit();
            writer.Line();
            if (isa.Narrower is not null)
            {
                EmitFlushLast();
                writer.Line();
            }

            new FlushingLoopEmitter(writer, plan, isa).Emit();
        }
    }

    /// <summary>The last vector where it overlaps the one before it, flushing: an array of one vector, then stored in its place.</summary>
    private void EmitFlushLast()
    {
        string vectors = string.Join(", ", plan.Streams.Select(stream => $"{isa.VectorType} {stream.Lane.Name}"));
        writer.Line("/// <summary>The last vector, as it was before anything was stored, flushing.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.NoInlining)]");
        using (writer.Block($"private static void FlushLast(in UpdateStreams streams, in StepScalars scalars, {vectors})"))
        {
            writer.Line("var vector = new UpdateStreams(");
            foreach (Stream stream in AllStreams)
            {
                string reference = plan.Streams.Contains(stream) ? isa.FirstElement(stream.Lane.Name) : $"ref streams.{stream.Property}";
                writer.Line($"    {reference},");
            }

            writer.Line($"    {isa.Lanes});");
            writer.Line($"Flushing(in vector, in scalars, 0, {isa.Lanes}, returnAtOrdinary: false);");
            writer.Line($"nuint last = streams.Length - {isa.Lanes};");
            foreach (Stream stream in plan.Streams.Where(stream => stream.IsWritten))
            {
                writer.Line(isa.Store(stream.Lane.Name, "streams." + stream.Property, "last"));
            }
        }
    }
}
