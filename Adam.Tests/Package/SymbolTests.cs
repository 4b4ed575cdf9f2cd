using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection.Metadata;
using Xunit;

namespace Adam.Tests.Package;

/// <summary>A debugger that stops in the library finds its sources in the symbols: no host has to be asked for them.</summary>
/// <remarks>ADAM_SYMBOLS may name another file; eng/verify.sh gives those of the package.</remarks>
public sealed class SymbolTests
{
    // The kind of record that a portable symbol file keeps a document's text in.
    private static readonly Guid EmbeddedSource = new("0E8A571B-6926-466E-B4AD-8AB04611F5FE");

    [Fact]
    public void EverySourceIsInTheSymbols()
    {
        string path = Environment.GetEnvironmentVariable("ADAM_SYMBOLS") is { Length: > 0 } given
            ? given
            : Path.Combine(AppContext.BaseDirectory, "Adam.Runtime.pdb");
        using MetadataReaderProvider provider = MetadataReaderProvider.FromPortablePdbStream(File.OpenRead(path));
        MetadataReader reader = provider.GetMetadataReader();

        List<string> without = [];
        foreach (DocumentHandle handle in reader.Documents)
        {
            if (!reader.GetCustomDebugInformation(handle).Any(one => reader.GetGuid(reader.GetCustomDebugInformation(one).Kind) == EmbeddedSource))
            {
                without.Add(reader.GetString(reader.GetDocument(handle).Name));
            }
        }

        Assert.Empty(without);
        Assert.Contains(reader.Documents, handle => reader.GetString(reader.GetDocument(handle).Name).EndsWith("AdamOptimizer.cs", StringComparison.Ordinal));
    }
}
