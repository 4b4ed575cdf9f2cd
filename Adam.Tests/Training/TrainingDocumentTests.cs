using Adam.Tests.Documents;
using Xunit;

namespace Adam.Tests.Training;

/// <summary>Each example of docs/training.md compiles, runs, and prints the text under it.</summary>
public sealed class TrainingDocumentTests
{
    [Fact]
    public void EveryExample_PrintsTheTextUnderIt() => Assert.Equal(8, DocumentExamples.Check("training.md"));
}
