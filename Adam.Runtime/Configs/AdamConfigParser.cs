using System;
using Adam.Lanes;
using Adam.Shared;

namespace Adam.Configs;

/// <summary>
/// Reads a document: the whole one that the original's serialize gives, the short one of class_name and config, or the arguments
/// alone, which its from_config takes (S9.3 to S9.5). A missing argument has its default.
/// </summary>
internal static class AdamConfigParser
{
    /// <summary>A key of the original that is no option: the legacy optimizer is another one (S12.A).</summary>
    public const string LegacyKey = "is_legacy_optimizer";

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
        var values = new AdamConfigValues();
        foreach (Option option in Options.All)
        {
            if (reader.Has(option.Key))
            {
                values[option] = Read(reader, option);
            }
        }

        if (reader.Flag(LegacyKey, false))
        {
            throw new ArgumentException($"`{reader.Path(LegacyKey)}` is true; the legacy optimizer is another one, it must be false.");
        }

        reader.SkipNulls(LegacyKeys.OffWhereNull);
        reader.Finish(LegacyKeys.Replacement);
        Check(values, reader);
        return values;
    }

    private static object? Read(ConfigReader reader, Option option)
    {
        string key = option.Key;
        switch (option.Kind)
        {
            case OptionKind.Text:
                return reader.Text(key) ?? throw new ArgumentException($"`{reader.Path(key)}` is null; it must be a text.");
            case OptionKind.Flag:
                return reader.Flag(key);
            case OptionKind.Ignored:
                // D22: the effective value, which is false on a CPU.
                return reader.Flag(key) && false;
            case OptionKind.Count:
                return Count(reader, key);
            default:
                return option == Options.LearningRate ? Rate(reader, key)
                    : option.Default is null ? reader.Optional(key)
                    : reader.Required(key);
        }
    }

    /// <summary>S1.8 and S1.9: what the original's constructor rejects.</summary>
    private static void Check(AdamConfigValues values, ConfigReader reader)
    {
        if (values.Number(Options.ClipNorm) is { } norm && values.Number(Options.GlobalClipNorm) is { } global)
        {
            throw new ArgumentException(
                $"`{reader.Path(Options.ClipNorm.Key)}` is {norm} and `{reader.Path(Options.GlobalClipNorm.Key)}` is {global}; one of them must be null.");
        }

        foreach (Option option in Options.All)
        {
            bool isJudged = option.IsStrict && values.Stages.Has(option.Stage);
            bool isNever = option.Kind == OptionKind.Count;
            if (isJudged && values.Number(option) is { } number && !option.Range.Contains(number.Value) && !(isNever && number.Value == 0))
            {
                throw new ArgumentException($"`{reader.Path(option.Key)}` is {number}; it must be {option.Range}{(isNever ? ", or null for never" : "")}.");
            }
        }
    }

    private static ConfigNumber? Count(ConfigReader reader, string key)
    {
        if (reader.Optional(key) is not { } count)
        {
            return null;
        }

        return count is { IsInteger: true, Value: >= int.MinValue and <= int.MaxValue }
            ? count
            : throw new ArgumentException($"`{reader.Path(key)}` is {count}; it must be an integer of 32 bits, or null for never.");
    }

    /// <summary>S9.2: a schedule, or a number in binary32.</summary>
    private static object Rate(ConfigReader reader, string key)
    {
        if (reader.HasObject(key))
        {
            return reader.Schedule(key);
        }

        ConfigNumber number = reader.Required(key);
        return float.IsFinite((float)number.Value)
            ? (ConfigNumber)(float)number.Value
            : throw new ArgumentException($"`{reader.Path(key)}` is {number}; its magnitude must be at most 3.4028234663852886e+38.");
    }
}
