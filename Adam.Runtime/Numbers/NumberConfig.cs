using System;
using Adam.Configs;
using Adam.Lanes;
using Adam.Shared;

namespace Adam.Numbers;

/// <summary>From the numbers of an optimizer to the arguments of a configuration (S9.1).</summary>
internal static class NumberConfig
{
    /// <exception cref="InvalidOperationException">Somebody is asked for a number, and a configuration could not say so.</exception>
    public static AdamConfigValues Of(string name, Stages stages, OptimizerNumbers numbers)
    {
        var values = new AdamConfigValues { [Options.Name] = name };
        foreach (Option option in Options.All)
        {
            if (option.Kind == OptionKind.Flag)
            {
                values[option] = stages.Has(option.Stage);
            }
            else if (option.IsNumber)
            {
                values[option] = Value(option, stages, numbers);
            }
        }

        return values;
    }

    private static object? Value(Option option, Stages stages, OptimizerNumbers numbers)
    {
        Hyperparameter number = numbers[option];
        if (option == Options.LearningRate && number.Schedule is { } schedule)
        {
            return schedule;
        }

        if (number.IsAsked)
        {
            string who = number.Delegate is null ? "a schedule" : "a delegate";
            string what = option == Options.LearningRate ? "a number or a schedule" : "a number";
            throw new InvalidOperationException($"`{option.Name}` is {who}, which a configuration cannot hold; set {what} before GetConfig.");
        }

        ConfigNumber? source = numbers.Source?.Number(option);
        double? value = number.Fixed ?? (option == Options.ClipValue ? numbers.UnusedClipValue : null);
        if (value is { } given)
        {
            return option.Kind == OptionKind.Count ? ConfigNumber.Whole(given)
                : option == Options.LearningRate ? (ConfigNumber)given
                : ConfigNumber.Like(given, source);
        }

        return Idle(option, stages, source);
    }

    /// <summary>What does nothing stays as the configuration had it: a limit that is off, a frequency of 0, any number of averages that are not kept (S1.9).</summary>
    private static ConfigNumber? Idle(Option option, Stages stages, ConfigNumber? source) => option.Kind switch
    {
        OptionKind.Limit => source is { Value: <= 0 } ? source : null,
        OptionKind.Count => !stages.Has(option.Stage) || source is { Value: 0 } ? source : null,
        OptionKind.Number => source ?? (ConfigNumber)option.DefaultNumber,
        _ => null,
    };
}
