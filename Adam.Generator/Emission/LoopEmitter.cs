using System;
using System.Collections.Generic;
using System.Linq;
using Adam.Generator.Planning;

namespace Adam.Generator.Emission;

/// <summary>What the plain and the flushing loop share: names of a group's members, references, broadcasts, comments.</summary>
internal abstract class LoopEmitter(SourceWriter writer, UpdatePlan plan, Isa isa)
{
    private readonly UsedScalars _scalars = UsedScalars.In(plan);

    protected SourceWriter Writer => writer;

    protected UpdatePlan Plan => plan;

    protected Isa Isa => isa;

    /// <summary>In the order in which they are done: a store that waits for a division holds up those behind it.</summary>
    protected IEnumerable<Stream> Written =>
        plan.Streams.Where(stream => stream.IsWritten).OrderBy(stream => plan.Stages.ToList().FindLastIndex(stage => stage.Target == stream.Lane));

    /// <summary>What distinguishes the members of a group; a vector alone needs nothing.</summary>
    protected static Func<int, string> Suffix(int members) => member => members > 1 ? $"{member}" : "";

    protected string Index(int member) => member == 0 ? "i" : $"i + {member * isa.Lanes}";

    /// <summary>One line for each member of a group.</summary>
    protected void Lines(int members, Func<int, string> line)
    {
        for (int member = 0; member < members; member++)
        {
            writer.Line(line(member));
        }
    }

    protected void EmitComment(Stage stage) => writer.Line($"// {Spelling.Formula(stage)}: {stage.Title} ({stage.Source})");

    protected void EmitReferences()
    {
        foreach (Stream stream in plan.Streams)
        {
            writer.Line($"ref float {stream.Name} = ref streams.{stream.Property};");
        }
    }

    protected void EmitStores(int members, Func<int, string> index)
    {
        writer.Line();
        foreach (Stream stream in Written)
        {
            Lines(members, k => isa.Store(stream.Lane.Name + Suffix(members)(k), stream.Name, index(k)));
        }
    }

    /// <summary>The step's numbers in every lane.</summary>
    protected void EmitBroadcasts(bool withFloors)
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

    /// <summary>What replaces a division by a number of the step.</summary>
    protected void EmitReciprocals()
    {
        foreach (string divisor in isa.WorksBesideDivider ? _scalars.Divisors : [])
        {
            foreach (string number in (string[])[$"{divisor}Reciprocal", $"{divisor}ReciprocalRest"])
            {
                writer.Line($"{isa.VectorType} {number} = {isa.Broadcast(Property(number))};");
            }
        }
    }

    private static string Property(string number) => number == "negativeLimit"
        ? "-scalars.Limit"
        : "scalars." + char.ToUpperInvariant(number[0]) + number.Substring(1);
}
