using System;
using System.Globalization;
using Adam.Configs;
using Adam.Lanes;
using Adam.Shared;

namespace Adam.Numbers;

/// <summary>What a number may be set to, by its row in the table of options.</summary>
/// <param name="stages">The stages of the class.</param>
/// <param name="type">The class, for messages.</param>
/// <param name="unusedClipValue">A limit on elements without a stage, which no norm limit may be switched off for.</param>
internal sealed class NumberRules(Stages stages, Type type, double? unusedClipValue)
{
    /// <summary>Whether the class has the option's stage.</summary>
    public bool Has(Option option) => option.Stage == Stages.None || stages.Has(option.Stage);

    /// <exception cref="ArgumentOutOfRangeException">The number is NaN, or outside of a range that the original enforces.</exception>
    /// <exception cref="ArgumentException">The class has no stage for it, or cannot do without.</exception>
    /// <exception cref="InvalidOperationException">A schedule would set a rate again.</exception>
    public void Check(Option option, Hyperparameter value, Hyperparameter before, string parameter)
    {
        NaNCheck.Given(value.Fixed, option.Name, parameter);
        if (!Has(option))
        {
            CheckStageless(option, value, parameter);
            return;
        }

        if (option.Kind == OptionKind.Asked && value.IsNone)
        {
            throw new ArgumentException(
                option.Stage == Stages.None
                    ? $"`{option.Name}` is none; give a number, a schedule or a delegate."
                    : $"`{option.Name}` is none, and the class has that stage; leave it out of the attribute, or exclude the variables.",
                parameter);
        }

        if (option.IsStrict && value.Fixed is { } number && !(option.Kind == OptionKind.Count && number == 0) && !option.Range.Contains(number))
        {
            string never = option.Kind == OptionKind.Count ? ", or 0 for never" : "";
            throw new ArgumentOutOfRangeException(parameter, number, $"`{option.Name}` is {Text(number)}; it must be {option.Range}{never}.");
        }

        if (option.Kind == OptionKind.Limit && !(value.Value > 0) && unusedClipValue is > 0 and double unused)
        {
            throw new ArgumentException(
                $"`{option.Name}` is {Shown(value)}, which switches it off, so that `{Options.ClipValue.Name}` = {Text(unused)} would take over, and the class has no stage for it; remove one of the two from the attribute.",
                parameter);
        }

        if (option == Options.LearningRate && value.Schedule is null && before.Schedule is { } schedule)
        {
            throw new InvalidOperationException(
                $"`{option.Name}` is set to {Shown(value)} while a schedule ({schedule.GetType().Name}) is in place; set a schedule, such as new ConstantSchedule(rate) for a fixed rate.");
        }
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Shown(Hyperparameter value) =>
        value.IsNone ? "null" : value.Delegate is not null ? "a delegate" : value.Schedule is not null ? "a schedule" : Text(value.Value);

    /// <summary>What is off needs no stage.</summary>
    private void CheckStageless(Option option, Hyperparameter value, string parameter)
    {
        bool isOff = value.IsNone || (option.Kind == OptionKind.Limit && !(value.Value > 0)) || (option.Kind == OptionKind.Count && value.Value == 0);
        if (isOff)
        {
            return;
        }

        // A norm limit leaves no stage for the elements', whatever the attribute says (S3.7).
        Option? norm = option != Options.ClipValue ? null
            : stages.Has(Stages.ClipNorm) ? Options.ClipNorm
            : stages.Has(Stages.GlobalClipNorm) ? Options.GlobalClipNorm
            : null;
        string fix = value.IsAsked ? $"`{option.Name} = 0` to its [AdamConfig], and give {(value.Delegate is null ? "the schedule" : "the delegate")} here"
            : option.Kind is OptionKind.Number or OptionKind.Count ? $"`{Options.FlagOf(option.Stage).Name} = true` to its [AdamConfig]"
            : norm is not null ? $"`{option.Name} = {Text(value.Value)}` in place of `{norm.Name}` to its [AdamConfig]"
            : $"`{option.Name} = {Text(value.Value)}` to its [AdamConfig]";
        throw new ArgumentException($"`{option.Name}` is {Shown(value)}, and {type.Name} has no stage for it; add {fix}.", parameter);
    }
}
