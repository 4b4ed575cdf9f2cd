using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace Adam.State;

/// <summary>Variables that weight decay leaves alone: named one by one, or by patterns on their names (S4.3, S4.4, D7, D21).</summary>
internal sealed class DecayExclusions
{
    public static readonly DecayExclusions None = new();

    private readonly AdamVariable[] _variables;

    // Delegates, so that a trimmed program which excludes nothing has no regular expressions in it: they are half of the library.
    private readonly List<(string Text, Predicate<string> Matches)> _patterns = [];

    private DecayExclusions() => _variables = [];

    /// <exception cref="ArgumentException">A variable or a pattern is null, or a pattern is no regular expression.</exception>
    public DecayExclusions(IEnumerable<AdamVariable> variables, IEnumerable<string> names)
    {
        _variables = [.. variables];
        if (_variables.Contains(null!))
        {
            throw new ArgumentException("A variable in the list is null.", nameof(variables));
        }

        foreach (string pattern in names)
        {
            try
            {
                _patterns.Add((pattern, new Regex(pattern, RegexOptions.CultureInvariant).IsMatch));
            }
            catch (ArgumentException exception)
            {
                throw new ArgumentException(
                    $"The pattern {(pattern is null ? "null" : $"'{pattern}'")} is not a .NET regular expression ({exception.Message}); escape the characters that are meant literally.",
                    nameof(names),
                    exception);
            }
        }
    }

    /// <summary>For each variable all ones where it is decayed, zero where it is excluded.</summary>
    /// <exception cref="ArgumentException">A variable or a pattern matches none of the variables (D25).</exception>
    public int[] MasksFor(AdamVariable[] variables, Dictionary<AdamVariable, int> positions)
    {
        int[] masks = new int[variables.Length];
        Array.Fill(masks, -1);
        foreach (AdamVariable excluded in _variables)
        {
            if (!positions.TryGetValue(excluded, out int position))
            {
                throw new ArgumentException(
                    $"Variable '{excluded.Name}' is excluded from weight decay and is not one of the {variables.Length} variables; build with it, or do not exclude it.", nameof(variables));
            }

            masks[position] = 0;
        }

        foreach ((string text, Predicate<string> matches) in _patterns)
        {
            bool any = false;
            for (int i = 0; i < variables.Length; i++)
            {
                if (matches(variables[i].Name))
                {
                    masks[i] = 0;
                    any = true;
                }
            }

            if (!any)
            {
                throw new ArgumentException(
                    $"The pattern '{text}' excludes from weight decay and matches none of the {variables.Length} variables ({Names(variables)}); correct it, or leave it out.", nameof(variables));
            }
        }

        return masks;
    }

    private static string Names(AdamVariable[] variables)
    {
        const int Most = 8;
        string names = string.Join(", ", variables.Take(Most).Select(variable => variable.Name));
        return variables.Length > Most ? names + ", ..." : names;
    }
}
