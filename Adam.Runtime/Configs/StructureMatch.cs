using System;
using System.Collections.Generic;
using Adam.Steps;

namespace Adam.Configs;

/// <summary>Whether a class has the stages of a configuration; if not, what to change in its attribute.</summary>
internal static class StructureMatch
{
    /// <exception cref="ArgumentException">The class has other stages.</exception>
    public static void Check(AdamConfigValues values, in Stages stages, Type type)
    {
        var changes = new List<string>();
        Flag(values.Amsgrad, stages.Amsgrad, "amsgrad", "Amsgrad");
        Flag(values.AdaptiveEpsilon, stages.AdaptiveEpsilon, "adaptive_epsilon", "AdaptiveEpsilon");
        Flag(values.UseEma, stages.UseEma, "use_ema", "UseEma");
        if (values.WeightDecay is { } decay)
        {
            Add(!stages.WeightDecay, $"`weight_decay` is {decay}, add `WeightDecay = {decay}`");
        }
        else
        {
            // Not the same as a decay of 0, which changes infinities and signs of zeros (S4.6).
            Add(stages.WeightDecay, "`weight_decay` is null, remove `WeightDecay`");
        }

        Limit(values.ClipNorm, stages.ClipNorm, "clipnorm", "ClipNorm");
        Limit(values.GlobalClipNorm, stages.GlobalClipNorm, "global_clipnorm", "GlobalClipNorm");
        Limit(values.ClipValue, stages.ClipValue, "clipvalue", "ClipValue");
        if (changes.Count > 0)
        {
            throw new ArgumentException($"The configuration does not fit {type.Name}. In its [AdamConfig]: {string.Join("; ", changes)}.");
        }

        void Add(bool differs, string change)
        {
            if (differs)
            {
                changes.Add(change);
            }
        }

        void Flag(bool wanted, bool has, string key, string argument) =>
            Add(wanted != has, wanted ? $"`{key}` is true, add `{argument} = true`" : $"`{key}` is false, remove `{argument} = true`");

        // A limit that the class has and the configuration has not is switched off (D19), unless it stands in another's place.
        void Limit(ConfigNumber? limit, bool has, string key, string argument)
        {
            bool works = values.WorkingLimit == key;
            Add(works && !has, $"`{key}` is {limit}, add `{argument} = {limit}`");
            Add(has && !works && values.WorkingLimit is not null, $"`{key}` is {limit?.ToString() ?? "null"}, remove `{argument}`");
        }
    }
}
