using Adam.Tests.Documents;
using Xunit;

namespace Adam.Tests.Configs;

/// <summary>Each example of docs/configurations.md compiles, runs, and prints the text under it.</summary>
public sealed class ConfigDocumentTests
{
    [Fact]
    public void EveryExample_PrintsTheTextUnderIt() => Assert.Equal(6, DocumentExamples.Check("configurations.md"));
}
