using System;

namespace Adam.Configs;

/// <summary>
/// Reads a document: the whole one that the original's serialize gives, the short one of class_name and config, or the arguments
/// alone, which its from_config takes (S9.3 to S9.5). A missing argument has its default.
/// </summary>
internal static class AdamConfigParser
{
    public static AdamConfigValues Parse(string json, ScheduleRegistry registry) => ConfigDocument.Read(
        json, registry, root => ConfigObject.IsRootOf(root) ? OfDocument(root) : Arguments(root));

    /// <summary>The whole document or its short form, be it inside of another.</summary>
    public static AdamConfigValues OfDocument(ConfigReader root)
    {
        (string? module, string className, ConfigReader arguments) = ConfigObject.Read(root, "\"Adam\"");
        if (module is not null && module.Contains("legacy", StringComparison.Ordinal))
        {
            throw new ArgumentException($"`{root.Path("module")}` is \"{ConfigText.Shortened(module)}\"; the legacy optimizer is another one, save it as keras.optimizers.");
        }

        // S9.5: in any case.
        if (!className.Equals("Adam", StringComparison.OrdinalIgnoreCase) && !className.Equals("Custom>Adam", StringComparison.OrdinalIgnoreCase))
        {
            throw new ArgumentException($"`{root.Path("class_name")}` is \"{ConfigText.Shortened(className)}\"; it must be \"Adam\"{Hint(className)}.");
        }

        return Arguments(arguments);
    }

    private static string Hint(string className) =>
        className.Equals("AdamW", StringComparison.OrdinalIgnoreCase) ? ", which does the same with `weight_decay`"
        : className.StartsWith("LossScaleOptimizer", StringComparison.OrdinalIgnoreCase) ? ", and LossScaleOptimizer.FromConfig reads one behind a loss scale"
        : "";

    private static AdamConfigValues Arguments(ConfigReader reader)
    {
        var defaults = new AdamConfigValues();
        var values = new AdamConfigValues
        {
            Name = reader.Has("name") ? reader.Text("name") ?? throw new ArgumentException($"`{reader.Path("name")}` is null; it must be a text.") : defaults.Name,
            WeightDecay = reader.Optional("weight_decay"),
            ClipNorm = reader.Optional("clipnorm"),
            GlobalClipNorm = reader.Optional("global_clipnorm"),
            ClipValue = reader.Optional("clipvalue"),
            UseEma = reader.Flag("use_ema", defaults.UseEma),
            EmaMomentum = Number(reader, "ema_momentum", defaults.EmaMomentum),
            EmaOverwriteFrequency = Frequency(reader),
            LearningRate = Rate(reader) ?? defaults.LearningRate,
            Beta1 = Number(reader, "beta_1", defaults.Beta1),
            Beta2 = Number(reader, "beta_2", defaults.Beta2),
            Epsilon = Number(reader, "epsilon", defaults.Epsilon),
            Amsgrad = reader.Flag("amsgrad", defaults.Amsgrad),
            AdaptiveEpsilon = reader.Flag("adaptive_epsilon", defaults.AdaptiveEpsilon),
        };
        _ = reader.Flag("jit_compile", false);
        if (reader.Flag("is_legacy_optimizer", false))
        {
            throw new ArgumentException($"`{reader.Path("is_legacy_optimizer")}` is true; the legacy optimizer is another one, it must be false.");
        }

        reader.SkipNulls(LegacyKeys.OffWhereNull);
        reader.Finish(LegacyKeys.Replacement);
        Check(values, reader);
        return values;
    }

    /// <summary>S1.8 and S1.9: what the original's constructor rejects.</summary>
    private static void Check(AdamConfigValues values, ConfigReader reader)
    {
        if (values is { ClipNorm: { } norm, GlobalClipNorm: { } global })
        {
            throw new ArgumentException(
                $"`{reader.Path("clipnorm")}` is {norm} and `{reader.Path("global_clipnorm")}` is {global}; one of them must be null.");
        }

        if (values is { UseEma: true, EmaMomentum.Value: < 0 or > 1 })
        {
            throw new ArgumentException($"`{reader.Path("ema_momentum")}` is {values.EmaMomentum}; it must be in [0, 1].");
        }

        if (values is { UseEma: true, EmaOverwriteFrequency: < 0 })
        {
            throw new ArgumentException(
                $"`{reader.Path("ema_overwrite_frequency")}` is {values.EmaOverwriteFrequency}; it must be at least 1, or null for never.");
        }
    }

    private static ConfigNumber Number(ConfigReader reader, string key, ConfigNumber missing) => reader.Has(key) ? reader.Required(key) : missing;

    private static int? Frequency(ConfigReader reader)
    {
        const string Key = "ema_overwrite_frequency";
        if (reader.Optional(Key) is not { } frequency)
        {
            return null;
        }

        return frequency is { IsInteger: true, Value: >= int.MinValue and <= int.MaxValue }
            ? (int)frequency.Value
            : throw new ArgumentException($"`{reader.Path(Key)}` is {frequency}; it must be an integer of 32 bits, or null for never.");
    }

    private static LearningRate? Rate(ConfigReader reader)
    {
        const string Key = "learning_rate";
        if (!reader.Has(Key))
        {
            return null;
        }

        if (reader.HasObject(Key))
        {
            return reader.Schedule(Key);
        }

        ConfigNumber number = reader.Required(Key);
        return float.IsFinite((float)number.Value)
            ? (double)(float)number.Value
            : throw new ArgumentException($"`{reader.Path(Key)}` is {number}; its magnitude must be at most 3.4028234663852886e+38.");
    }
}
