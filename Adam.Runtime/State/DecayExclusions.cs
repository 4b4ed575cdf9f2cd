using System;
using System.Collections.Generic;
using System.Text.RegularExpressions;

namespace Adam.State;

/// <summary>Variables that weight decay leaves alone: named one by one, or by patterns on their names (S4.3, S4.4, D7, D21).</summary>
internal sealed class DecayExclusions
{
    public static readonly DecayExclusions None = new();

    private readonly HashSet<AdamVariable> _variables = [];

    // Delegates, so that a trimmed program which excludes nothing has no regular expressions in it: they are half of the library.
    private readonly List<Predicate<string>> _patterns = [];

    private DecayExclusions()
    {
    }

    /// <exception cref="ArgumentException">A variable or a pattern is null, or a pattern is no regular expression.</exception>
    public DecayExclusions(IEnumerable<AdamVariable> variables, IEnumerable<string> patterns)
    {
        _variables = [.. variables];
        if (_variables.Contains(null!))
        {
            throw new ArgumentException("A variable in the list is null.", nameof(variables));
        }

        foreach (string pattern in patterns)
        {
            try
            {
                _patterns.Add(new Regex(pattern, RegexOptions.CultureInvariant).IsMatch);
            }
            catch (ArgumentException exception)
            {
                throw new ArgumentException(
                    $"The pattern {(pattern is null ? "null" : $"'{pattern}'")} is not a .NET regular expression ({exception.Message}); escape the characters that are meant literally.",
                    nameof(patterns),
                    exception);
            }
        }
    }

    public bool Contains(AdamVariable variable) =>
        _variables.Contains(variable) || _patterns.Exists(matches => matches(variable.Name));
}
