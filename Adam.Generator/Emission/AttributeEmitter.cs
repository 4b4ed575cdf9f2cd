using System.Globalization;
using System.Linq;
using Adam.Generator.Configuration;

namespace Adam.Generator.Emission;

/// <summary>The attribute's stages and numbers, which a class starts with.</summary>
internal static class AttributeEmitter
{
    public static void Emit(SourceWriter writer, AdamModel model)
    {
        string stages = model.Stages == Stages.None
            ? "Stages.None"
            : string.Join(" | ", model.Stages.ToString().Split([", "], System.StringSplitOptions.None).Select(stage => $"Stages.{stage}"));
        writer.Line("/// <summary>What the attribute says.</summary>");
        using (writer.Block($"{OptimizerEmitter.GeneratedCode} file static class Attribute"))
        {
            writer.Line("public static readonly global::Adam.AdamConfiguration Values = new()");
            writer.Line("{");
            writer.Line($"    Name = {Literal(model.Name)},");
            writer.Line($"    Stages = {stages},");
            foreach (OptionValue number in model.Numbers)
            {
                writer.Line($"    [\"{number.Option}\"] = {Literal(number.Value)},");
            }

            writer.Line("};");
        }
    }

    private static string Literal(double value) => value switch
    {
        double.PositiveInfinity => "double.PositiveInfinity",
        double.NegativeInfinity => "double.NegativeInfinity",
        _ => value.ToString("R", CultureInfo.InvariantCulture) + "D",
    };

    private static string Literal(string value) =>
        Microsoft.CodeAnalysis.CSharp.SymbolDisplay.FormatLiteral(value, quote: true);
}
