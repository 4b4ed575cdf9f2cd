using System.Text.Json;
using Adam.Shared;

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
        foreach (Option option in Options.All)
        {
            // D23: a key of ours is left out where it says nothing, so that every other document equals the original's.
            if (!option.IsOurs || values[option] is not (null or false))
            {
                Write(writer, option.Key, values[option]);
            }

            if (option == Options.JitCompile)
            {
                writer.Flag(AdamConfigParser.LegacyKey, false);
            }
        }
    }

    private static void Write(ConfigWriter writer, string key, object? value)
    {
        switch (value)
        {
            case string text:
                writer.Text(key, text);
                break;
            case bool flag:
                writer.Flag(key, flag);
                break;
            case LearningRateSchedule schedule:
                writer.Schedule(key, schedule);
                break;
            default:
                writer.Number(key, value as ConfigNumber?);
                break;
        }
    }
}
