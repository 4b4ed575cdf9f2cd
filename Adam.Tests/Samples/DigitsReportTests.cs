using System;
using System.IO;
using Digits;
using Spectre.Console;
using Xunit;

namespace Adam.Tests.Samples;

[Collection("Digits")]
public sealed class DigitsReportTests
{
    [Fact]
    public void Redirected_IsPlainLinesWithoutControlCharacters()
    {
        // A writer that is not the terminal is what a file or a pipe looks like.
        using var text = new StringWriter { NewLine = "\n" };
        var report = new Report(AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(text) }));

        TrainingResult result = report.Watch(new TrainingSettings { Epochs = 2 });
        report.Summarize(result, "folder/loss.svg");

        string written = text.ToString().ReplaceLineEndings("\n");
        string[] lines = written.Split('\n');
        Assert.DoesNotContain(written, character => char.IsControl(character) && character != '\n');
        Assert.StartsWith("epoch", lines[0]);
        Assert.EndsWith("learning rate   gradient norm   clipped", lines[0]);
        Assert.StartsWith("    1 ", lines[1]);
        Assert.StartsWith("    2 ", lines[2]);
        Assert.StartsWith("+--", lines[3]);

        // In one piece: what is compared must not be broken over two lines.
        Assert.Contains(lines, line => line.Contains(result.WeightsHash));
        Assert.Contains(lines, line => line.Contains("folder/loss.svg"));
        Assert.Contains(lines, line => line.Contains($" {result.InstructionSet} "));
        Assert.InRange(result.ClippedSteps, 1, result.Steps - 1);
        Assert.Contains(lines, line => line.Contains($" {result.ClippedSteps} of {result.Steps} "));
        Assert.Contains(lines, line => line.Contains(FormattableString.Invariant($"| Time of the first step    | {result.FirstStepTime.TotalMilliseconds:F1} ms, ")));
        Assert.Contains(lines, line => line.Contains(FormattableString.Invariant($"| Time of a step after it   | {result.MedianStepTime.TotalMicroseconds:F2} us (median) ")));
        Assert.Contains(lines, line => line.Contains($"| Steps that were skipped   | {result.SkippedSteps} "));
        for (int epoch = 1; epoch <= 2; epoch++)
        {
            StepTotals steps = result.Epochs[epoch - 1].Steps;
            Assert.Equal(45, steps.Count);
            Assert.EndsWith(FormattableString.Invariant($"   {steps.LearningRate:F6}   {steps.MeanNorm,13:F4}   {steps.Clipped + "/45",7}"), lines[epoch]);
        }
    }

    [Theory]
    [InlineData(0.975, "97.5 %")]
    [InlineData(1, "100.0 %")]
    [InlineData(0.98055, "98.1 %")]
    public void Percent_HasOneDigit(double part, string expected) => Assert.Equal(expected, Report.Percent(part));
}
