using System;
using System.Collections.Generic;
using System.Text;

namespace Adam.Generator.Emission;

/// <summary>Writes indented lines and blocks; lines always end in a line feed, whatever the system.</summary>
internal sealed class SourceWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;

    public SourceWriter Line(string line = "")
    {
        if (line.Length > 0)
        {
            _text.Append(' ', 4 * _depth).Append(line);
        }

        _text.Append('\n');
        return this;
    }

    public void Lines(IEnumerable<string> lines)
    {
        foreach (string line in lines)
        {
            Line(line);
        }
    }

    /// <summary>Statements that belong together, two on a line.</summary>
    public void SideBySide(IReadOnlyList<string> statements)
    {
        for (int k = 0; k < statements.Count; k += 2)
        {
            Line(k + 1 < statements.Count ? $"{statements[k]} {statements[k + 1]}" : statements[k]);
        }
    }

    /// <summary>A header, and a block in braces that ends when the result is disposed.</summary>
    public IDisposable Block(string header)
    {
        Line(header);
        Line("{");
        _depth++;
        return new End(this);
    }

    /// <summary>A method that is always inlined: one line for one expression, else a block of statements, or of a comment that says why there are none.</summary>
    public void Method(string signature, params string[] body)
    {
        if (body.Length == 1 && !body[0].StartsWith("//", StringComparison.Ordinal))
        {
            Line($"[MethodImpl(AggressiveInlining)] {signature} => {body[0]};");
            return;
        }

        Line();
        Line("[MethodImpl(AggressiveInlining)]");
        using (Block(signature))
        {
            Lines(body);
        }

        Line();
    }

    public override string ToString() => _text.ToString();

    private sealed class End(SourceWriter writer) : IDisposable
    {
        public void Dispose()
        {
            writer._depth--;
            writer.Line("}");
        }
    }
}
