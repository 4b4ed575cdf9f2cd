using System;
using System.Globalization;
using Spectre.Console;

namespace Digits;

/// <summary>What the program shows: progress, one line for each epoch, and a table at the end.</summary>
internal sealed class Report
{
    // A redirected output has no width of its own; this one holds the longest row.
    private const int RedirectedWidth = 120;

    private readonly IAnsiConsole _console;
    private readonly bool _moves;

    public Report(IAnsiConsole console)
    {
        _console = console;
        _moves = console.Profile.Out.IsTerminal && console.Profile.Capabilities.Ansi;
        if (!console.Profile.Out.IsTerminal)
        {
            console.Profile.Width = RedirectedWidth;
        }
    }

    /// <summary>Trains under a progress bar, or without one where it could not move: in a file, a pipe, a plain terminal.</summary>
    public TrainingResult Watch(TrainingSettings settings)
    {
        _console.WriteLine("epoch   training loss   test loss   test accuracy   learning rate   gradient norm   clipped");
        if (!_moves)
        {
            return DigitsTrainer.Train(settings, Write);
        }

        return _console.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .Start(context =>
            {
                ProgressTask task = context.AddTask("Training", maxValue: settings.Epochs);
                return DigitsTrainer.Train(settings, epoch =>
                {
                    Write(epoch);
                    task.Increment(1);
                });
            });
    }

    /// <summary>The table at the end.</summary>
    public void Summarize(TrainingResult result, string curvePath)
    {
        Table table = new Table()
            .Border(_moves ? TableBorder.Rounded : TableBorder.Ascii)
            .AddColumn("Result")
            .AddColumn("Value");
        AddRow("Accuracy, raw weights", Percent(result.Raw.Accuracy));
        AddRow("Accuracy, averaged (kept)", Percent(result.Averaged.Accuracy));
        AddRow("Loss, raw weights", Text($"{result.Raw.Loss:F4}"));
        AddRow("Loss, averaged (kept)", Text($"{result.Averaged.Loss:F4}"));
        AddRow("SHA-256 of kept weights", result.WeightsHash);
        AddRow("Instruction set", Text($"{result.InstructionSet}"));
        AddRow("Steps that were clipped", Text($"{result.ClippedSteps} of {result.Steps}"));
        AddRow("Steps that were skipped", Text($"{result.SkippedSteps}"));
        AddRow("Time in the optimizer", Text($"{result.OptimizerTime.TotalMilliseconds:F1} ms for {result.Steps} steps"));
        AddRow("Time of the first step", Text($"{result.FirstStepTime.TotalMilliseconds:F1} ms, in which its loops are compiled"));
        AddRow("Time of a step after it", Text($"{result.MedianStepTime.TotalMicroseconds:F2} us (median)"));
        AddRow("Time in all", Text($"{result.TotalTime.TotalMilliseconds:F0} ms"));
        AddRow("Loss curve", curvePath);
        _console.Write(table);

        void AddRow(string name, string value) => table.AddRow(new Text(name), new Text(value));
    }

    /// <summary>A part in [0, 1] as a percentage with one digit: "97.5 %".</summary>
    public static string Percent(double part) => Text($"{part * 100:F1} %");

    private void Write(Epoch epoch) => _console.WriteLine(
        Text($"{epoch.Number,5}   {epoch.TrainingLoss,13:F4}   {epoch.Test.Loss,9:F4}   {Percent(epoch.Test.Accuracy),13}   {epoch.Steps.LearningRate,13:F6}   {epoch.Steps.MeanNorm,13:F4}   {Clipped(epoch),7}"));

    private static string Clipped(Epoch epoch) => Text($"{epoch.Steps.Clipped}/{epoch.Steps.Count}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
