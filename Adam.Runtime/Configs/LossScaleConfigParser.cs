using System;
using Adam.LossScaling;

namespace Adam.Configs;

/// <summary>
/// Reads the document of a loss scale: the whole one, the short one of class_name and config, or the arguments alone (S10.10). A
/// missing argument has its default.
/// </summary>
internal static class LossScaleConfigParser
{
    private const string Expected = $"\"{LossScaleConfigWriter.ClassOfOriginal}\"";

    public static LossScaleConfigValues Parse(string json, ScheduleRegistry registry) => ConfigDocument.Read(
        json, registry, root => ConfigObject.IsRootOf(root) ? OfDocument(root) : Arguments(root, ""));

    private static LossScaleConfigValues OfDocument(ConfigReader root)
    {
        (_, string className, ConfigReader arguments) = ConfigObject.Read(root, Expected);

        // S9.5: in any case. The exported name is read too: here it can mean no other wrapper.
        if (!className.Equals(LossScaleConfigWriter.ClassOfOriginal, StringComparison.OrdinalIgnoreCase)
            && !className.Equals("LossScaleOptimizer", StringComparison.OrdinalIgnoreCase))
        {
            string hint = className.Equals("Adam", StringComparison.OrdinalIgnoreCase) ? ", and AdamOptions.FromConfig reads an optimizer without a loss scale" : "";
            throw new ArgumentException($"`class_name` is \"{ConfigText.Shortened(className)}\"; it must be {Expected}{hint}.");
        }

        return Arguments(arguments, root.Path("config"));
    }

    private static LossScaleConfigValues Arguments(ConfigReader reader, string path)
    {
        AdamConfigValues inner = AdamConfigParser.OfDocument(reader.Nested("inner_optimizer"));
        bool dynamic = reader.Flag("dynamic", true);
        double? initialScale = reader.OptionalNumber("initial_scale");
        long? growthSteps = reader.Optional("dynamic_growth_steps") is null ? null : reader.WholeNumber("dynamic_growth_steps");
        double? minimumScale = reader.OptionalNumber("minimum_scale");
        reader.SkipNulls(LegacyKeys.OffInLossScale);
        if (reader.IsFalse("use_ema"))
        {
            // Without averages nothing reads their momentum (S1.9).
            _ = reader.Has("use_ema") && reader.Has("ema_momentum");
        }

        reader.Finish(Replacement);
        try
        {
            return new LossScaleConfigValues(inner, new LossScaleArguments(dynamic, initialScale, growthSteps, minimumScale));
        }
        catch (ArgumentException e)
        {
            // What the constructor would find, with the place where it stands.
            throw new ArgumentException($"{(path.Length == 0 ? "The configuration" : $"`{path}`")} is wrong: {e.Message.Split('\n')[0]}", e);
        }
    }

    /// <summary>Keys of older wrappers, and of the optimizer behind this one.</summary>
    private static string? Replacement(string key) => key switch
    {
        "optimizer" => "use `inner_optimizer`",
        "loss_scale" => "use `dynamic`, `initial_scale` and `dynamic_growth_steps`",
        "name" or "learning_rate" or "lr" or "weight_decay" or "clipnorm" or "global_clipnorm" or "clipvalue" or "use_ema" or "ema_momentum" or "ema_overwrite_frequency" => "it belongs into `inner_optimizer`, move it there",
        _ => null,
    };
}
