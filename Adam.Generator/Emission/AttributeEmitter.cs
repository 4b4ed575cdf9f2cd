using System.Globalization;
using Adam.Generator.Configuration;

namespace Adam.Generator.Emission;

/// <summary>The attribute's numbers, which a class starts with.</summary>
internal static class AttributeEmitter
{
    public static void Emit(SourceWriter writer, AdamModel model)
    {
        AdamNumbers numbers = model.Numbers;
        AdamStructure structure = model.Structure;
        writer.Line("/// <summary>What the attribute says.</summary>");
        using (writer.Block($"{OptimizerEmitter.GeneratedCode} file static class Attribute"))
        {
            writer.Line("public static readonly global::Adam.AdamConfiguration Values = new()");
            writer.Line("{");
            void Set(string property, string value) => writer.Line($"    {property} = {value},");
            void SetIf(bool given, string property, double? value)
            {
                if (given && value is double number)
                {
                    Set(property, Literal(number));
                }
            }

            Set("Name", Literal(numbers.Name));
            Set("LearningRate", Literal(numbers.LearningRate));
            Set("Beta1", Literal(numbers.Beta1));
            Set("Beta2", Literal(numbers.Beta2));
            Set("Epsilon", Literal(numbers.Epsilon));
            Set("AdaptiveEpsilon", structure.AdaptiveEpsilon ? "true" : "false");
            Set("Amsgrad", structure.Amsgrad ? "true" : "false");
            SetIf(structure.WeightDecay, "WeightDecay", numbers.WeightDecay);
            SetIf(structure.Clip == ClipRule.Norm, "ClipNorm", numbers.ClipNorm);
            SetIf(structure.Clip == ClipRule.Value, "ClipValue", numbers.ClipValue);
            SetIf(structure.Clip == ClipRule.GlobalNorm, "GlobalClipNorm", numbers.GlobalClipNorm);
            SetIf(structure.Clip is ClipRule.Norm or ClipRule.GlobalNorm, "UnusedClipValue", numbers.ClipValue);
            SetIf(structure.UseEma, "EmaMomentum", numbers.EmaMomentum);
            if (structure.EmaOverwrite && numbers.EmaOverwriteFrequency is int frequency)
            {
                Set("EmaOverwriteFrequency", frequency.ToString(CultureInfo.InvariantCulture));
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
