using Adam.Tests.Documents;
using Xunit;

namespace Adam.Tests.Schedules;

/// <summary>Each example of docs/schedules.md compiles, runs, and prints the text under it.</summary>
public sealed class ScheduleDocumentTests
{
    [Fact]
    public void EveryExample_PrintsTheTextUnderIt() => Assert.Equal(11, DocumentExamples.Check("schedules.md"));
}
