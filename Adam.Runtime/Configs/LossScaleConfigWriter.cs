using System.Text.Json;
using Adam.LossScaling;

namespace Adam.Configs;

/// <summary>Writes the document of a loss scale, in the keys and the order of the original (S10.10).</summary>
internal static class LossScaleConfigWriter
{
    /// <summary>The original does not export the class of the new optimizers' wrapper: it serialises it by the module that defines it.</summary>
    public const string ModuleOfOriginal = "tf_keras.src.mixed_precision.loss_scale_optimizer";

    /// <summary>The exported name without V3 loads there as the legacy wrapper, which refuses an Adam of this kind.</summary>
    public const string ClassOfOriginal = "LossScaleOptimizerV3";

    public static string Write(LossScaleConfigValues values, ScheduleRegistry registry) => ConfigDocument.Write(
        json => ConfigObject.Write(
            json,
            ModuleOfOriginal,
            ClassOfOriginal,
            ClassOfOriginal,
            inside => Write(inside, values, new ConfigWriter(inside, ClassOfOriginal, registry), registry)));

    private static void Write(Utf8JsonWriter json, LossScaleConfigValues values, ConfigWriter writer, ScheduleRegistry registry)
    {
        LossScaleArguments scale = values.Scale;
        json.WritePropertyName("inner_optimizer");
        AdamConfigWriter.Write(json, values.Inner, registry);
        writer.Flag("dynamic", scale.IsDynamic);
        writer.Number("initial_scale", scale.InitialScale);
        if (scale.IsDynamic)
        {
            writer.WholeNumber("dynamic_growth_steps", scale.GrowthSteps);
        }
        else
        {
            writer.Number("dynamic_growth_steps", (double?)null);
        }

        if (scale.IsDynamic && scale.Floor != LossScaleArguments.StandardFloor)
        {
            // A key of ours (D13), in the manner of D23: every other document equals the original's.
            writer.Number("minimum_scale", scale.Floor);
        }
    }
}
