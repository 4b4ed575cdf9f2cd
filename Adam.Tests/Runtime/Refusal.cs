using System;
using System.Globalization;
using System.Linq;
using Xunit;

namespace Adam.Tests.Runtime;

/// <summary>A call that must be refused with a clear message, and must leave every bit as it was (D6).</summary>
internal static class Refusal
{
    /// <param name="optimizer">Whose state must stay.</param>
    /// <param name="variables">Whose elements must stay.</param>
    /// <param name="call">What must throw exactly <typeparamref name="TException"/>.</param>
    /// <param name="parts">Fact, value and fix: parts of the message.</param>
    public static TException Of<TException>(AdamOptimizer optimizer, AdamVariable[] variables, Action call, params string[] parts)
        where TException : Exception
    {
        string before = Everything(optimizer, variables);
        TException exception = Assert.Throws<TException>(call);
        Assert.Equal(before, Everything(optimizer, variables));
        foreach (string part in parts)
        {
            Assert.Contains(part, exception.Message, StringComparison.Ordinal);
        }

        return exception;
    }

    /// <summary>All that a call could change, as text that shows what it did.</summary>
    public static string Everything(AdamOptimizer optimizer, AdamVariable[] variables)
    {
        FormattableString numbers = $"""
            built {optimizer.IsBuilt}, step {optimizer.Iterations}, rate {optimizer.LearningRate.Value:R}
            betas {optimizer.Beta1.Value:R} {optimizer.Beta2.Value:R}, epsilon {optimizer.Epsilon.Value:R}, decay {optimizer.WeightDecay.Value:R}
            limits {optimizer.ClipNorm:R}; {optimizer.ClipValue:R}; {optimizer.GlobalClipNorm:R}
            average {optimizer.EmaMomentum:R}, every {optimizer.EmaOverwriteFrequency}

            """;
        return numbers.ToString(CultureInfo.InvariantCulture)
            + string.Join('\n', optimizer.Names().Skip(1).Select(name => $"{name}: {FloatBits.Exact(optimizer.Slot(name))}"))
            + "\n" + string.Join('\n', variables.Select(variable => $"{variable.Name}: {FloatBits.Exact(variable.Span)}"));
    }
}
