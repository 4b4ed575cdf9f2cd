using System.Text.Json;

namespace Adam.Configs;

/// <summary>Writes the document of an optimizer, in the keys and the order of the original (S9.1, S9.3).</summary>
internal static class AdamConfigWriter
{
    public static string Write(AdamConfigValues values, ScheduleRegistry registry) => ConfigDocument.Write(json => Write(json, values, registry));

    /// <summary>The document, be it inside of another.</summary>
    public static void Write(Utf8JsonWriter json, AdamConfigValues values, ScheduleRegistry registry) => ConfigObject.Write(
        json, "keras.optimizers", "Adam", null, inside => Write(values, new ConfigWriter(inside, "Adam", registry)));

    private static void Write(AdamConfigValues values, ConfigWriter writer)
    {
        writer.Text("name", values.Name);
        writer.Number("weight_decay", values.WeightDecay);
        writer.Number("clipnorm", values.ClipNorm);
        writer.Number("global_clipnorm", values.GlobalClipNorm);
        writer.Number("clipvalue", values.ClipValue);
        writer.Flag("use_ema", values.UseEma);
        writer.Number("ema_momentum", values.EmaMomentum);
        writer.Number("ema_overwrite_frequency", values.EmaOverwriteFrequency is { } frequency ? ConfigNumber.Whole(frequency) : null);

        // D22: the effective value, which is false on a CPU.
        writer.Flag("jit_compile", false);
        writer.Flag("is_legacy_optimizer", false);
        if (values.LearningRate.Schedule is { } schedule)
        {
            writer.Schedule("learning_rate", schedule);
        }
        else
        {
            writer.Number("learning_rate", values.LearningRate.Value);
        }

        writer.Number("beta_1", values.Beta1);
        writer.Number("beta_2", values.Beta2);
        writer.Number("epsilon", values.Epsilon);
        writer.Flag("amsgrad", values.Amsgrad);
        if (values.AdaptiveEpsilon)
        {
            // D23: a key of ours, so that every other document equals the original's.
            writer.Flag("adaptive_epsilon", true);
        }
    }
}
