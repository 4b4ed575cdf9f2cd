using System.Collections.Generic;
using System.Linq;
using Adam.Generator.Planning;

namespace Adam.Generator.Emission;

/// <summary>The numbers of a step in every lane: the structures that hold them, and how they are read.</summary>
internal sealed class NumbersEmitter(SourceWriter writer, UpdatePlan plan)
{
    private readonly UsedScalars _scalars = new(plan);

    /// <summary>With the divisors' reciprocals, for sets that have a use for them.</summary>
    private IEnumerable<string> Numbers =>
        _scalars.Numbers.SelectMany(number => _scalars.Divisors.Contains(number) ? (string[])[number, number + "Reciprocal", number + "ReciprocalRest"] : [number]);

    public void EmitStructures()
    {
        writer.Line("/// <summary>The numbers of a step, in every lane.</summary>");
        using (writer.Block("file struct Numbers<TNumber, TWord>"))
        {
            writer.Line($"public TNumber {string.Join(", ", Numbers.Select(UsedScalars.Property))};");
            if (_scalars.Masks.Any())
            {
                writer.Line($"public TWord {string.Join(", ", _scalars.Masks.Select(UsedScalars.Property))};");
            }
        }

        writer.Line();
        writer.Line("/// <summary>The bits below which a product with a factor is flushed.</summary>");
        using (writer.Block("file struct Floors<TWord>"))
        {
            writer.Line($"public TWord {string.Join(", ", _scalars.Factors.Select(UsedScalars.Property))};");
        }
    }

    public void EmitReading()
    {
        writer.Line("[MethodImpl(AggressiveInlining)]");
        using (writer.Block("private static Numbers<TNumber, TWord> Read(in StepScalars scalars)"))
        {
            writer.Line("Numbers<TNumber, TWord> n;");
            writer.SideBySide([.. Numbers.Concat(_scalars.Masks).Select(number => $"n.{UsedScalars.Property(number)} = TLanes.All({UsedScalars.Source(number)});")]);
            writer.Line("return n;");
        }

        writer.Line();
        writer.Line("[MethodImpl(AggressiveInlining)]");
        using (writer.Block("private static Floors<TWord> ReadFloors(in StepScalars scalars)"))
        {
            writer.Line("Floors<TWord> f;");
            writer.SideBySide([.. _scalars.Factors.Select(factor => $"f.{UsedScalars.Property(factor)} = TLanes.All({UsedScalars.Source(factor)}Floor);")]);
            writer.Line("return f;");
        }
    }
}
