using System;
using System.CommandLine;
using System.Globalization;
using System.Linq;
using Adam;

namespace Digits;

/// <summary>The options' values, with messages that say what is wrong and what would be right.</summary>
internal static class Options
{
    /// <summary>A whole number in a range.</summary>
    public static Option<int> Whole(string name, string description, int standard, int low, int high) => new(name)
    {
        Description = description,
        HelpName = "number",
        DefaultValueFactory = _ => standard,
        CustomParser = argument =>
        {
            string text = argument.Tokens.Single().Value;
            if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) && value >= low && value <= high)
            {
                return value;
            }

            argument.AddError($"`{name}` is {text}; it must be a whole number from {low} to {high}.");
            return standard;
        },
    };

    /// <summary>An instruction set that this processor has; none given means the best.</summary>
    public static Option<InstructionSet?> InstructionSet(string name) => new(name)
    {
        Description = "The update loop to run, one of " + Names + ". The result is the same in bits. [default: the best]",
        HelpName = "set",
        CustomParser = argument =>
        {
            string text = argument.Tokens.Single().Value;
            foreach (InstructionSet set in InstructionSets.Supported)
            {
                if (string.Equals(set.ToString(), text, StringComparison.OrdinalIgnoreCase))
                {
                    return set;
                }
            }

            argument.AddError($"`{name}` is {text}; on this processor it must be one of {Names}.");
            return null;
        },
    };

    private static string Names => string.Join(", ", InstructionSets.Supported);
}
