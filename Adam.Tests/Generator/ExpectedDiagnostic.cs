using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace Adam.Tests.Generator;

/// <summary>One diagnostic that a test asks for: its id, the text it underlines, and its message.</summary>
internal sealed record ExpectedDiagnostic(string Id, string At, string Message)
{
    /// <summary>Fails on a diagnostic that nobody asked for, with the line that asks for it, and on one that did not come.</summary>
    public static void Check(IEnumerable<Diagnostic> actual, IEnumerable<ExpectedDiagnostic> expected)
    {
        List<ExpectedDiagnostic> missing = [.. expected];
        List<ExpectedDiagnostic> unasserted = [.. actual.Select(From).Where(one => !missing.Remove(one))];
        Assert.True(
            unasserted.Count == 0,
            $"Diagnostics without an assertion. If they are meant, add:\n{string.Join("\n", unasserted.Select(one => one.ToLine()))}");
        Assert.True(
            missing.Count == 0,
            $"Expected diagnostics that were not reported:\n{string.Join("\n", missing.Select(one => one.ToLine()))}");
    }

    public static ExpectedDiagnostic From(Diagnostic diagnostic)
    {
        string at = diagnostic.Location.SourceTree?.GetText().ToString(diagnostic.Location.SourceSpan) ?? string.Empty;
        return new ExpectedDiagnostic(diagnostic.Id, at, diagnostic.GetMessage(CultureInfo.InvariantCulture));
    }

    private string ToLine() => $"new({Literal(Id)}, {Literal(At)}, {Literal(Message)}),";

    private static string Literal(string text) => SymbolDisplay.FormatLiteral(text, quote: true);
}
