using System;
using System.Collections.Generic;
using Adam.Lanes;
using Adam.Shared;

namespace Adam.Configs;

/// <summary>Whether a class has the stages of a configuration; if not, what to change in its attribute.</summary>
internal static class StructureMatch
{
    /// <exception cref="ArgumentException">The class has other stages.</exception>
    public static void Check(AdamConfigValues values, Stages stages, Type type)
    {
        Stages wanted = values.Stages;
        var changes = new List<string>();
        foreach (Option option in Options.All)
        {
            bool isMaker = option.Stage != Stages.None && option.Kind is (OptionKind.Flag or OptionKind.Asked or OptionKind.Limit);
            if (isMaker && wanted.Has(option.Stage) != stages.Has(option.Stage) && Change(option, values) is { } change)
            {
                changes.Add(change);
            }
        }

        if (changes.Count > 0)
        {
            throw new ArgumentException($"The configuration does not fit {type.Name}. In its [AdamConfig]: {string.Join("; ", changes)}.");
        }
    }

    /// <summary>What makes the stage, or unmakes it; null where it may stay.</summary>
    private static string? Change(Option option, AdamConfigValues values)
    {
        bool isFlag = option.Kind == OptionKind.Flag;
        string value = isFlag ? (values.Flag(option) ? "true" : "false") : values.Number(option)?.ToString() ?? "null";
        string argument = isFlag ? $"{option.Name} = true" : option.Name;
        if (values.Stages.Has(option.Stage))
        {
            return $"`{option.Key}` is {value}, add `{(isFlag ? argument : $"{argument} = {value}")}`";
        }

        // A limit that the class has and the configuration has not is switched off (D19), unless it stands in another's place. A decay is not the
        // same as one of 0, which changes infinities and signs of zeros (S4.6).
        bool mayStay = option.Kind == OptionKind.Limit && Options.WorkingLimit(limit => values.Number(limit)?.Value) is null;
        return mayStay ? null : $"`{option.Key}` is {value}, remove `{argument}`";
    }
}
