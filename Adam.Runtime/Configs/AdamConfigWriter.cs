using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Adam.Configs;

/// <summary>Writes the document of an optimizer, in the keys and the order of the original (S9.1, S9.3).</summary>
internal static class AdamConfigWriter
{
    public static string Write(AdamConfigValues values, ScheduleRegistry registry)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { MaxDepth = ConfigLimits.Depth }))
        {
            json.WriteStartObject();
            json.WriteString("module", "keras.optimizers");
            json.WriteString("class_name", "Adam");
            json.WriteStartObject("config");
            Write(values, new ConfigWriter(json, "Adam", registry));
            json.WriteEndObject();
            json.WriteNull("registered_name");
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

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
